import { refuse } from '#platform/deciding/refusal.js';
import type { Vault } from '#platform/personal-data/vault.js';

/** What a dry run shows in the place of ciphertext. */
const NOT_SEALED = '(encrypted when recorded)';

const subjectOf = (customerNo: string): string => `customer:${customerNo}`;

/**
 * Encrypts a text that is about a person under the customer's own key, bound to the place where it stands. Refuses a
 * customer who was erased. A dry run encrypts nothing and makes no key.
 */
export async function sealText(vault: Vault, customerNo: string, text: string, place: string, dryRun = false): Promise<string> {
  if (dryRun) return NOT_SEALED;
  // Words may be stored of a person who is restricted: an objection that law keeps open is answered.
  const keys = await vault.keys([subjectOf(customerNo)], { entitled: true });
  if (!keys.has(subjectOf(customerNo))) throw refuse('erased', `The personal data of customer ${customerNo} was erased; no text of the customer is recorded any more.`, 409);
  return keys.encrypt(subjectOf(customerNo), { text }, place);
}

/** The texts of one customer by their places, null for what was erased. Each entry: the sealed text and its place. */
export async function openTexts(vault: Vault, customerNo: string, sealed: readonly { readonly text: string; readonly place: string }[]): Promise<(string | null)[]> {
  if (sealed.length === 0) return [];
  const keys = await vault.knownKeys([subjectOf(customerNo)]);
  return sealed.map(({ text, place }) => (keys.decrypt(subjectOf(customerNo), text, place)?.text as string | undefined) ?? null);
}
