import { formatDay, type Day } from '#platform/kernel/day.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Partition } from '#platform/projecting/partition.js';
import type { ApplyContext, Projection, Queryable } from '#platform/projecting/projection.js';
import { emptyCaseFile, type CaseFile } from '../case-file/case-file.js';
import { CREDIT_FACT_TYPES, foldCaseFile, type CreditFact } from '../case-file/fold-case-file.js';
import type { DayClosed } from '../calendar/events.js';
import { builtInEdition } from '../editions/built-in-edition.js';
import { compileEdition, type CompiledEdition } from '../editions/compiled-edition.js';
import { EditionBook } from '../editions/edition-book.js';
import type { Edition } from '../editions/edition-schema.js';
import type { RulebookEditionPublished } from '../editions/events.js';
import { buildLedger } from './build-ledger.js';
import { LEDGER_COLUMNS } from './ledger-columns.js';
import { insertEdition, ledgerDay, noteDays } from './ledger-frame.js';
import { ledgerRow, type LedgerRow } from './ledger-row.js';

const CUSTOMERS_PER_STATEMENT = 1000;
const PARTITIONS = 4;
const VERSION = 2;

/** SQL: the position up to which every partition has come. */
export const CREDIT_POSITION = `(SELECT coalesce(min(position), 0) FROM projection_checkpoint WHERE name = 'credit' AND stage = 'live' AND version = ${VERSION})`;
/** SQL: whether all partitions stand at one position, so that the ledger's rows are of one moment. */
export const CREDIT_IS_EVEN = `(SELECT count(DISTINCT position) = 1 FROM projection_checkpoint WHERE name = 'credit' AND stage = 'live' AND version = ${VERSION})`;

/**
 * The case file of every customer, from which any question is answered, and beside it the ledger: the score of every
 * customer on the ledger's day. That day is the one after the last closed one; before any was closed, the local day of
 * the first record, so that a replay needs no clock.
 *
 * Its partitions stand at positions of their own. What they share, editions and days, is written with its position by
 * whichever partition comes there first, and each reads no further than it stands.
 */
export const creditProjection = (zone: string): Projection => ({
  name: 'credit',
  version: VERSION,
  partitions: PARTITIONS,
  intendedDifferences: 'Version 2 keeps every day that the ledger stood on, with its position, so that customers can be divided among workers; version 1 kept the last day only, and lost an empty veto where a customer was written alone.',
  eventTypes: [...CREDIT_FACT_TYPES, 'RulebookEditionPublished', 'DayClosed'],
  createTables: `
    CREATE TABLE credit_file_v2 (customer_no text COLLATE "C" PRIMARY KEY, facts text NOT NULL);
    ALTER TABLE credit_file_v2 ALTER facts SET STORAGE EXTERNAL;
    CREATE TABLE edition_v2 (id text COLLATE "C" PRIMARY KEY, in_force_from date NOT NULL UNIQUE, position bigint NOT NULL,
      content_sha256 text NOT NULL, edition text NOT NULL, published_by text);
    CREATE TABLE ledger_day_v2 (position bigint PRIMARY KEY, day date NOT NULL, closed_through date);
    CREATE TABLE ledger_v2 (
      ${LEDGER_COLUMNS.map(({ name, type }) => `${name} ${type}${name === 'customer_no' ? ' COLLATE "C" PRIMARY KEY' : ''}`).join(', ')});
    CREATE INDEX ledger_v2_wake ON ledger_v2 (wake_on);
    CREATE INDEX ledger_v2_grade ON ledger_v2 (grade, total);`,
  dropTables: 'DROP TABLE IF EXISTS credit_file_v2, edition_v2, ledger_day_v2, ledger_v2;',

  build: (context) => buildLedger(context, zone),

  async apply(events: readonly NumberedEvent[], db: Queryable, { partition, after, first }: ApplyContext): Promise<void> {
    const byCustomer = new Map<string, NumberedEvent[]>();
    const editions: NumberedEvent<RulebookEditionPublished['payload']>[] = [];
    const closings: NumberedEvent<DayClosed['payload']>[] = [];
    for (const event of events) {
      if (event.envelope.type === 'DayClosed') closings.push(event as NumberedEvent<DayClosed['payload']>);
      else if (event.envelope.type === 'RulebookEditionPublished') editions.push(event as NumberedEvent<RulebookEditionPublished['payload']>);
      else {
        const customerNo = event.envelope.customers[0];
        const list = byCustomer.get(customerNo);
        if (list) list.push(event);
        else byCustomer.set(customerNo, [event]);
      }
    }
    // Events that were parked come late: the partition stands further on than they do.
    const at = Math.max(after, events[events.length - 1].position);
    for (const edition of editions) await insertEdition(db, edition);
    const book = await publishedBook(db, at);
    const before = after < first.position ? null : await ledgerDay(db, after);
    if (before === null || closings.length > 0) await noteDays(db, before === null ? first : null, closings, zone);
    const day = (await ledgerDay(db, at))!;
    await foldFacts(db, byCustomer, day, book);
    // A new edition may change anybody, and so may a first closed day before the provisional one; any other closed day
    // changes those whose time has come.
    if (editions.length > 0 || (before !== null && day < before)) await refresh(db, partition, 'true', [], day, book);
    else if (closings.length > 0) await refresh(db, partition, 'wake_on <= $1', [formatDay(day)], day, book);
  },
});

async function publishedBook(db: Queryable, at: number): Promise<EditionBook> {
  const { rows } = await db.query<{ edition: string }>('SELECT edition FROM edition_v2 WHERE position <= $1', [at]);
  return EditionBook.of([builtInEdition(), ...rows.map(({ edition }) => compiled(edition))]);
}

// Every page of every partition asks for the same few.
const compiledEditions = new Map<string, CompiledEdition>();
function compiled(text: string): CompiledEdition {
  let edition = compiledEditions.get(text);
  if (!edition) compiledEditions.set(text, (edition = compileEdition(JSON.parse(text) as Edition)));
  return edition;
}

async function foldFacts(db: Queryable, byCustomer: ReadonlyMap<string, readonly NumberedEvent[]>, day: Day, book: EditionBook): Promise<void> {
  const numbers = [...byCustomer.keys()];
  for (let i = 0; i < numbers.length; i += CUSTOMERS_PER_STATEMENT) {
    const some = numbers.slice(i, i + CUSTOMERS_PER_STATEMENT);
    const { rows } = await db.query<{ customer_no: string; facts: string }>('SELECT customer_no, facts FROM credit_file_v2 WHERE customer_no = ANY($1)', [some]);
    const known = new Map(rows.map(({ customer_no, facts }) => [customer_no, facts]));
    const files = some.map((customerNo): CaseFile => {
      const facts = known.get(customerNo);
      const file = facts ? { customerNo, facts: JSON.parse(facts) as CaseFile['facts'] } : emptyCaseFile(customerNo);
      for (const { envelope, payload, position } of byCustomer.get(customerNo)!) {
        foldCaseFile(file, { type: envelope.type, payload } as unknown as CreditFact, { id: envelope.id, position });
      }
      return file;
    });
    await db.query(
      `INSERT INTO credit_file_v2 (customer_no, facts) SELECT * FROM unnest(${column(1)}, ${column(2)})
       ON CONFLICT (customer_no) DO UPDATE SET facts = excluded.facts`,
      [asColumn(files.map(({ customerNo }) => customerNo)), asColumn(files.map(({ facts }) => JSON.stringify(facts)))],
    );
    await writeRows(db, files, day, book);
  }
}

/** Works out again the ledger rows of a partition that a condition names, in batches by customer number. */
async function refresh(db: Queryable, { index, count }: Partition, condition: string, values: readonly unknown[], day: Day, book: EditionBook): Promise<void> {
  const mine = count === 1 ? '' : ` AND partition_of(f.customer_no, ${count}) = ${index}`;
  for (let after = ''; ; ) {
    const { rows } = await db.query<{ customer_no: string; facts: string }>(
      `SELECT f.customer_no, f.facts FROM credit_file_v2 f LEFT JOIN ledger_v2 l USING (customer_no)
       WHERE f.customer_no > $${values.length + 1} COLLATE "C" AND (l.customer_no IS NULL OR ${condition})${mine}
       ORDER BY f.customer_no LIMIT ${CUSTOMERS_PER_STATEMENT}`,
      [...values, after],
    );
    if (rows.length === 0) return;
    await writeRows(db, rows.map(({ customer_no, facts }) => ({ customerNo: customer_no, facts: JSON.parse(facts) as CaseFile['facts'] })), day, book);
    after = rows[rows.length - 1].customer_no;
  }
}

// A column travels as one text, split by the control characters for records (1E) and for nothing (1F): no recorded text
// holds a control character, JSON escapes them, and the driver's own array form would quote every quotation mark of the
// JSON, which is a tenth of the whole projection. A record separator comes first and its empty text is left away, because
// the array of an empty text is empty: a single row's empty value would be none.
const column = (parameter: number): string => `(string_to_array($${parameter}, E'\\x1e', E'\\x1f'))[2:]`;
const asColumn = (values: readonly (string | number | boolean | null)[]): string => values.map((value) => `\x1e${value ?? '\x1f'}`).join('');

const UPSERT = `INSERT INTO ledger_v2 (${LEDGER_COLUMNS.map(({ name }) => name).join(', ')})
  SELECT * FROM unnest(${LEDGER_COLUMNS.map(({ type }, i) => `${column(i + 1)}::${type}[]`).join(', ')})
  ON CONFLICT (customer_no) DO UPDATE SET ${LEDGER_COLUMNS.slice(1).map(({ name }) => `${name} = excluded.${name}`).join(', ')}`;

async function writeRows(db: Queryable, files: readonly CaseFile[], day: Day, book: EditionBook): Promise<void> {
  const rows: LedgerRow[] = [];
  const gone: string[] = [];
  for (const file of files) {
    const row = ledgerRow(file, day, book);
    if (row) rows.push(row);
    else gone.push(file.customerNo);
  }
  if (rows.length > 0) await db.query(UPSERT, LEDGER_COLUMNS.map(({ name }) => asColumn(rows.map((row) => row[name]))));
  if (gone.length > 0) await db.query('DELETE FROM ledger_v2 WHERE customer_no = ANY($1)', [gone]);
}
