import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { Refusal, refuse, type RefusalReason } from '#platform/deciding/refusal.js';

/** Who defaulted afterwards, with the line that says so. */
export interface Outcomes {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly rows: ReadonlyMap<string, { readonly defaulted: boolean; readonly line: number }>;
}

const COLUMNS = ['customer_no', 'defaulted'];

/**
 * Reads a CSV `customer_no,defaulted` (0 or 1), plain or gzip. Refuses a file that is not there (status 400), and lists
 * every bad row with its line: another form, an empty field, a customer named twice; a file without rows.
 */
export function readOutcomes(path: string): Outcomes {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw refuse('no-such-file', `The file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 400);
  }
  return parseOutcomes(bytes, basename(path));
}

/** The same for the bytes of a file; `name` is what messages call it. */
export function parseOutcomes(bytes: Buffer, name: string): Outcomes {
  const rows = rowsOf(bytes, name);
  const [heading, ...records] = rows;
  if (!heading) throw refuse('no-heading', `${name} is empty; expected is a header line customer_no,defaulted.`);
  const columns = COLUMNS.map((column) => heading.record.indexOf(column));
  if (heading.record.length !== COLUMNS.length || columns.includes(-1)) {
    throw refuse('unknown-column', `${name}, line 1: the columns are ${heading.record.join(',')}; expected are ${COLUMNS.join(',')}.`);
  }
  const problems: RefusalReason[] = [];
  const outcomes = new Map<string, { defaulted: boolean; line: number }>();
  for (const { record, line } of records) {
    const bad = (code: string, column: string, value: string, message: string, expected: string): void =>
      void problems.push({ code, field: column, value, expected, message: `${name}, line ${line}, ${column} '${value}': ${message}` });
    if (record.length !== COLUMNS.length) {
      problems.push({ code: 'bad-row', message: `${name}, line ${line}: the row has ${record.length} fields; expected are ${COLUMNS.length}.` });
      continue;
    }
    const [customerNo, defaulted] = columns.map((column) => record[column]);
    const before = outcomes.get(customerNo);
    if (customerNo === '') bad('missing', 'customer_no', customerNo, 'expected is a customer number.', 'a customer number');
    else if (before) bad('duplicate', 'customer_no', customerNo, `the customer is on line ${before.line} already; expected is one row each.`, 'one row each');
    else if (defaulted !== '0' && defaulted !== '1') bad('bad-value', 'defaulted', defaulted, 'expected is 0 or 1.', '0 or 1');
    else outcomes.set(customerNo, { defaulted: defaulted === '1', line });
  }
  if (problems.length > 0) throw new Refusal(problems);
  if (outcomes.size === 0) throw refuse('no-rows', `${name} has no rows; expected is one for each customer whose outcome is known.`);
  return { file: name, rows: outcomes };
}

function rowsOf(bytes: Buffer, name: string): { record: string[]; line: number }[] {
  let text: string;
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    text = new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw refuse('unreadable', `${name} cannot be read as UTF-8 text, plain or gzip.`);
  }
  try {
    const rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, info: true }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    throw refuse('bad-csv', `${name} is not CSV as in RFC 4180: ${(error as Error).message}.`);
  }
}
