import type { Queryable } from '#platform/projecting/projection.js';
import { added, admitAnswers, NOTHING_TOLD, type CellCounts, type ToldHistory } from '../indices/told-states.js';
import { cellsOf, familyKey, type AnswerRow, type Family } from './answer-row.js';
import { CellBook } from './cell-book.js';

/** A family while a page of answers is counted: what was told of it, and what waits, by day. */
interface Counting {
  readonly family: Family;
  history: ToldHistory;
  readonly waiting: Map<string, CellCounts>;
}

/**
 * Counts the answers of a page, one after the other in the order of the log: each one by itself or, where it belongs to a
 * batch, all of the batch when its last one is there. Rows of the page are in answer_v1 already.
 */
export async function countAnswers(db: Queryable, rows: readonly AnswerRow[]): Promise<void> {
  const batches = await openBatches(db, rows);
  const first = rows[0].position;
  const families = new Map<string, Counting>();
  const cells = new CellBook(db);
  for (const row of rows) {
    const batch = batches.get(row.batch);
    if (batch && ++batch.seen < batch.size) continue;
    const family = familyKey(row);
    let counting = families.get(family);
    if (!counting) families.set(family, (counting = await countingOf(db, row, first, batches)));
    const joining = batch ? [...(await countsOfBatch(db, row, first)), ...rows.filter((one) => one.batch === row.batch && familyKey(one) === family && one.position <= row.position).map(dayOf)] : [dayOf(row)];
    for (const { day, counts } of joining) counting.waiting.set(day, added(counting.waiting.get(day) ?? {}, counts));
    const days = [...counting.waiting].map(([day, counts]) => ({ day, counts })).sort((a, b) => (a.day < b.day ? -1 : 1));
    const { history, countedOn } = admitAnswers(counting.history, days);
    counting.history = history;
    const whole = [...batches].filter(([, one]) => one.seen >= one.size).map(([name]) => name);
    for (const [day, counted] of Object.entries(countedOn)) {
      counting.waiting.delete(day);
      await cells.count(row, day, counted, whole);
    }
  }
  await cells.write();
  await writeFamilies(db, [...families.values()]);
  await writeBatches(db, batches);
}

const dayOf = (row: AnswerRow): { day: string; counts: CellCounts } => ({ day: row.respondedOn, counts: cellsOf(row, row.weight > 0 ? 1 : 0) });

interface Batch {
  readonly size: number;
  seen: number;
}

async function openBatches(db: Queryable, rows: readonly AnswerRow[]): Promise<Map<string, Batch>> {
  const sizes = new Map(rows.filter(({ batch }) => batch !== '').map(({ batch, batchSize }) => [batch, batchSize]));
  if (sizes.size === 0) return new Map();
  const { rows: known } = await db.query<{ batch: string; size: number; seen: number }>('SELECT batch, size, seen FROM answer_batch_v1 WHERE batch = ANY($1::text[])', [[...sizes.keys()]]);
  return new Map([...sizes].map(([batch, size]) => [batch, known.find((one) => one.batch === batch) ?? { size, seen: 0 }]));
}

const COUNTS = `responded_on::text AS day, channel, region, segment, class, count(*) FILTER (WHERE weight > 0)::integer AS n`;
const OF_FAMILY = 'questionnaire = $1 AND edition = $2 AND wave = $3 AND counted_on IS NULL AND position < $4';
type CountRow = { day: string; channel: string; region: string; segment: string; class: string; n: number };
const countsOf = (rows: readonly CountRow[]): { day: string; counts: CellCounts }[] => rows.map((row) => ({ day: row.day, counts: cellsOf(row, row.n) }));

/** What was told of a family, and what of the pages before waits although its batch is there. */
async function countingOf(db: Queryable, { questionnaire, edition, wave }: AnswerRow, before: number, batches: ReadonlyMap<string, Batch>): Promise<Counting> {
  const values = [questionnaire, edition, wave];
  const { rows } = await db.query<{ history: string }>('SELECT history FROM answer_family_v1 WHERE questionnaire = $1 AND edition = $2 AND wave = $3', values);
  const waiting = new Map<string, CellCounts>();
  const found = await db.query<CountRow>(
    `SELECT ${COUNTS} FROM answer_v1 a WHERE ${OF_FAMILY} AND (batch = '' OR EXISTS (SELECT FROM answer_batch_v1 b WHERE b.batch = a.batch AND b.seen >= b.size AND b.batch <> ALL($5::text[])))
     GROUP BY responded_on, channel, region, segment, class`,
    [...values, before, [...batches].filter(([, { seen, size }]) => seen <= size).map(([name]) => name)],
  );
  for (const { day, counts } of countsOf(found.rows)) waiting.set(day, added(waiting.get(day) ?? {}, counts));
  return { family: { questionnaire, edition, wave }, history: rows[0] ? (JSON.parse(rows[0].history) as ToldHistory) : NOTHING_TOLD, waiting };
}

async function countsOfBatch(db: Queryable, { questionnaire, edition, wave, batch }: AnswerRow, before: number): Promise<{ day: string; counts: CellCounts }[]> {
  const { rows } = await db.query<CountRow>(`SELECT ${COUNTS} FROM answer_v1 WHERE ${OF_FAMILY} AND batch = $5 GROUP BY responded_on, channel, region, segment, class`, [questionnaire, edition, wave, before, batch]);
  return countsOf(rows);
}

async function writeFamilies(db: Queryable, families: readonly Counting[]): Promise<void> {
  for (const { family: { questionnaire, edition, wave }, history, waiting } of families) {
    const left = [...waiting.values()].reduce((sum, counts) => sum + Object.values(counts.channel).reduce((a, b) => a + b, 0), 0);
    await db.query(
      `INSERT INTO answer_family_v1 (questionnaire, edition, wave, waiting, history) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (questionnaire, edition, wave) DO UPDATE SET waiting = excluded.waiting, history = excluded.history`,
      [questionnaire, edition, wave, left, JSON.stringify(history)],
    );
  }
}

async function writeBatches(db: Queryable, batches: ReadonlyMap<string, Batch>): Promise<void> {
  if (batches.size === 0) return;
  await db.query(
    `INSERT INTO answer_batch_v1 (batch, size, seen) SELECT * FROM unnest($1::text[], $2::integer[], $3::integer[]) ON CONFLICT (batch) DO UPDATE SET seen = excluded.seen`,
    [[...batches.keys()], [...batches.values()].map(({ size }) => size), [...batches.values()].map(({ seen }) => seen)],
  );
}
