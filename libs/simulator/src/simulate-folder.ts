import { EXCHANGE_FILES } from './exchange-files.js';
import { ExchangeFolder } from './exchange-folder.js';
import { gzipFile } from './gzip-file.js';
import { simulateCustomer } from './simulate-customer.js';
import { spanOf } from './span.js';
import { TextFile } from './text-file.js';

export interface SimulationOrder {
  readonly folder: string;
  readonly customers: number;
  readonly months: number;
  /** Any text. */
  readonly seed: string;
  /** The first month, YYYY-MM. */
  readonly from: string;
  readonly gzip?: boolean;
  /** Where to write who defaulted in the month after: `customer_no,defaulted`. Outside of the folder, of which it is no part. */
  readonly outcomes?: string;
}

/** S0000001, S0000002 …: independent of how many there will be. */
export const simulatedCustomerNo = (index: number): string => `S${String(index).padStart(7, '0')}`;

/**
 * Writes a folder of exchange files. The same order gives the same bytes on any machine and any day. Resolves to the
 * number of rows. Throws a Refusal where the folder is in use, RangeError on a `from` that is no month.
 */
export async function simulateFolder(order: SimulationOrder, onCustomer: (done: number) => void = () => {}): Promise<number> {
  const span = spanOf(order.from, order.months);
  const folder = new ExchangeFolder(order.folder, EXCHANGE_FILES);
  const outcomes = order.outcomes ? new TextFile(order.outcomes) : null;
  outcomes?.write('customer_no,defaulted\n');
  for (let index = 1; index <= order.customers; index++) {
    const { facts, defaulted } = simulateCustomer(order.seed, simulatedCustomerNo(index), span);
    folder.add(facts);
    // A closed account has no month after.
    if (facts.customer.closed_on === '') outcomes?.write(`${facts.customer.customer_no},${defaulted ? 1 : 0}\n`);
    onCustomer(index);
  }
  folder.close();
  outcomes?.close();
  if (order.gzip) for (const path of folder.paths) await gzipFile(path);
  return folder.rows;
}
