import { openTexts } from '#credit/deciding/sealed-text.js';
import type { PackagedStatement } from '#credit/evidence/packaged-statements.js';
import type { Vault } from '#platform/personal-data/vault.js';
import type { Claim } from './claims.js';

/** Opens customers' statements; null for what was erased. */
export type TextOpener = (customerNo: string, sealed: readonly { readonly text: string; readonly place: string }[]) => Promise<(string | null)[]>;

export const textOpener = (vault: Vault): TextOpener => (customerNo, sealed) => openTexts(vault, customerNo, sealed);

/** Every statement that the explanations of a package show, once. */
export async function openStatements(claims: readonly Claim[], open: TextOpener): Promise<PackagedStatement[]> {
  const statements = new Map<string, PackagedStatement>();
  for (const { record, question } of claims) {
    const sealed = record.sealedStatements(question).filter((one) => !statements.has(one.sealed));
    const texts = await open(record.customerNo, sealed.map(({ entry, sealed: text }) => ({ text, place: `entry-statement ${entry}` })));
    sealed.forEach((one, i) => {
      const text = texts[i];
      if (text !== null) statements.set(one.sealed, { customer_no: record.customerNo, ...one, text });
    });
  }
  return [...statements.values()];
}
