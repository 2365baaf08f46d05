import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportEvidence, type EvidenceRequest, type EvidenceSources } from '#apps/evidence/src/export/export-evidence.js';
import { textOpener } from '#apps/evidence/src/export/open-statements.js';
import { verifyPackage, type Verification } from '#apps/evidence/src/verifier/verify-package.js';
import { builtInEditionText } from '#credit/editions/built-in-edition.js';
import { editionHash } from '#credit/editions/publish-edition.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { newSigningKey } from '#platform/integrity/proof/signing-key.js';
import { dayOf } from '#platform/kernel/day.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { EVENT_STORE, VAULT } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';
import { memoryProofs } from './memory-proofs.js';

export const KEY = newSigningKey('ledger.test/credit');
export const BUILT_IN = editionHash(JSON.parse(builtInEditionText()) as never);

/** A product with customers of every interest, and what exports packages from it. */
export interface GivenPackages {
  readonly product: Product;
  readonly sources: EvidenceSources;
  /** A scratch folder. */
  readonly folder: string;
  /** Exports into a new folder or zip of the scratch folder; returns its path. */
  pack(name: string, request: Partial<EvidenceRequest>): Promise<string>;
  close(): Promise<void>;
}

/** C1 has arrears, a formal rating and a statement of his own beside the entry; C2 informed on somebody; C3 is new. */
export async function givenPackages(): Promise<GivenPackages> {
  const product = await openProduct('2024-01-28T04:00:00Z');
  const folder = mkdtempSync(join(tmpdir(), 'gridledger-evidence-'));
  for (const customer_no of ['C1', 'C2']) await product.record('RegisterCustomer', { customer_no, name: '王小明', customer_class: 'power', opened_on: '2023-06-01' });
  await product.record('RecordBill', { bill_no: 'B1', customer_no: 'C1', period: '2024-01', issued_on: '2024-01-05', due_on: '2024-01-25', amount: '120.50' });
  await product.record('RecordReport', { report_no: 'R1', customer_no: 'C2', kind: 'crime_report', reported_on: '2024-01-10' });
  product.at('2024-02-10T04:00:00Z');
  await product.record('VerifyReport', { report_no: 'R1', verified_on: '2024-02-05' });
  product.at('2024-03-31T04:00:00Z');
  await product.record('ProposeRating', { customer_no: 'C1', note: 'yearly' }, 'Ada');
  await product.record('ApproveRating', { rating_id: 'R-C1-2024-03-31-1' }, 'Bo');
  await product.record('IssueRating', { rating_id: 'R-C1-2024-03-31-1', measures: ['faster_reminders'] }, 'Bo');
  await product.record('NotifyEntry', { customer_no: 'C1', entry_id: 'COM-01:B1', noticed_on: '2024-03-31', channel: 'letter' }, 'Ada');
  await product.record('AddEntryStatement', { customer_no: 'C1', entry_id: 'COM-01:B1', added_on: '2024-03-31', statement: 'I paid at the counter.' }, 'Ada');
  product.at('2024-04-20T04:00:00Z');
  await product.record('RegisterCustomer', { customer_no: 'C3', name: '李四', customer_class: 'lighting', opened_on: '2024-04-19' });
  await product.record('RecordPayment', { payment_no: 'P1', customer_no: 'C1', bill_no: 'B1', paid_on: '2024-04-18', amount: '120.50' });
  const store = product.app.get<EventStore>(EVENT_STORE);
  const sources: EvidenceSources = { store, reader: product.reader, proofs: memoryProofs(store, KEY), texts: textOpener(product.app.get<Vault>(VAULT)), verifier: async () => '// the verifier stands here\n' };
  return {
    product,
    sources,
    folder,
    pack: async (name, request) => {
      const out = join(folder, name);
      await exportEvidence({ selection: { kind: 'customer', customerNo: 'C1' }, asOf: dayOf('2024-04-20'), purpose: 'yearly audit', by: 'Auditor', entitled: true, out, ...request }, sources);
      return out;
    },
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      await product.close();
    },
  };
}

/** What the verifier finds, by check. */
export async function verified(path: string): Promise<Record<string, string>> {
  const { checks } = await verify(path);
  return Object.fromEntries(checks.map(({ id, status }) => [id, status]));
}

export const verify = (path: string): Promise<Verification> => verifyPackage(path, { key: KEY.verifier, builtInEdition: BUILT_IN });
