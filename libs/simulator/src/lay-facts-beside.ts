import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { EXCHANGE_FILES, type ExchangeFile } from './exchange-files.js';
import { ExchangeFolder } from './exchange-folder.js';
import { simulateFactsFor, type ExistingCustomer } from './simulate-customer.js';
import { spanOf } from './span.js';

/** What real records bring along; everything else is simulated. */
const REAL: readonly ExchangeFile[] = ['customers', 'bills', 'payments', 'payment_returns', 'bill_exemptions'];

export interface LayingOrder {
  /** A folder of exchange files with customers and, usually, their bills and payments. */
  readonly existing: string;
  /** Where both together go: empty, or not there yet. */
  readonly folder: string;
  readonly seed: string;
  /** The first month, YYYY-MM. */
  readonly from: string;
  readonly months: number;
  /** 1 is plausible; a sample of few customers and months shows more with 5 or 10. */
  readonly frequency: number;
}

/**
 * Copies the customers, bills and payments of a folder into another one and lays simulated mandate findings, reports,
 * safety, legal, cooperation and field-assessment facts about the same customers beside them, so that one import reads
 * both. For samples: the customers are held in memory. Throws a Refusal where the folder is in use.
 */
export function layFactsBeside(order: LayingOrder): { customers: number; rows: number } {
  const customers = customersOf(order.existing);
  const folder = new ExchangeFolder(order.folder, EXCHANGE_FILES.filter((file) => !REAL.includes(file)));
  const span = spanOf(order.from, order.months, order.frequency);
  for (const facts of simulateFactsFor(customers, order.seed, span)) folder.add(facts);
  folder.close();
  for (const file of REAL) {
    for (const name of [`${file}.csv`, `${file}.csv.gz`]) {
      if (existsSync(join(order.existing, name))) copyFileSync(join(order.existing, name), join(order.folder, name));
    }
  }
  return { customers: customers.length, rows: folder.rows };
}

function customersOf(folder: string): ExistingCustomer[] {
  const packed = join(folder, 'customers.csv.gz');
  const text = existsSync(packed) ? gunzipSync(readFileSync(packed)) : readFileSync(join(folder, 'customers.csv'));
  return parse(text, { columns: true, bom: true });
}
