import type { Queryable } from '#platform/projecting/projection.js';
import { formatCheckpoint, parseCheckpoint } from '../proof/checkpoint.js';
import type { Checkpoint } from '../proof/checkpoint.js';
import type { CustomerEntries } from '../sealing/customer-entries.js';
import { CustomerEntries as Entries } from '../sealing/customer-entries.js';

/** A checkpoint as it is kept. */
export interface KeptCheckpoint {
  readonly size: number;
  readonly serial: number;
  /** The signed note. */
  readonly note: string;
}

interface Row {
  size: string;
  serial: number;
  note: string;
}
const kept = ({ size, serial, note }: Row): KeptCheckpoint => ({ size: Number(size), serial, note });

/** The latest checkpoint; null if none was made. */
export async function latestCheckpoint(db: Queryable): Promise<KeptCheckpoint | null> {
  const { rows } = await db.query<Row>('SELECT size, serial, note FROM checkpoint ORDER BY size DESC, serial DESC LIMIT 1');
  return rows.length === 0 ? null : kept(rows[0]);
}

/** The checkpoints after one, oldest first. */
export async function checkpointsAfter(db: Queryable, size: number, serial: number, limit = 1000): Promise<KeptCheckpoint[]> {
  const { rows } = await db.query<Row>('SELECT size, serial, note FROM checkpoint WHERE (size, serial) > ($1, $2) ORDER BY size, serial LIMIT $3', [size, serial, limit]);
  return rows.map(kept);
}

/** All checkpoints, oldest first. */
export async function* allCheckpoints(db: Queryable): AsyncGenerator<KeptCheckpoint> {
  for (let size = -1, serial = 0; ; ) {
    const page = await checkpointsAfter(db, size, serial);
    yield* page;
    if (page.length < 1000) return;
    ({ size, serial } = page[page.length - 1]);
  }
}

/** The checkpoint in the kept note. Throws an Error with a sentence if it is none. */
export function readCheckpoint({ size, note }: KeptCheckpoint): Checkpoint {
  const checkpoint = parseCheckpoint(note);
  if (checkpoint?.size !== size) throw new Error(`The checkpoint kept for size ${size} is damaged: run \`npx gridledger audit\`.`);
  return checkpoint;
}

export async function keepCheckpoint(db: Queryable, checkpoint: Checkpoint, serial: number): Promise<KeptCheckpoint> {
  const row = { size: checkpoint.size, serial, note: formatCheckpoint(checkpoint) };
  await db.query('INSERT INTO checkpoint (size, serial, note) VALUES ($1, $2, $3)', [row.size, serial, row.note]);
  return row;
}

/** The map as it is kept, which is that of the latest checkpoint. */
export async function loadEntries(db: Queryable): Promise<CustomerEntries> {
  const entries = new Entries();
  const { rows } = await db.query<{ name: Buffer; events: string; last: Buffer; chain: Buffer }>('SELECT name, events, last, chain FROM sealed_entry');
  for (const { name, events, last, chain } of rows) entries.restore(name.toString('utf8'), { events: Number(events), last, chain });
  return entries;
}

/** Writes the entries that have changed. */
export async function keepEntries(db: Queryable, entries: CustomerEntries, changed: readonly string[]): Promise<void> {
  const list = changed.map((name) => entries.get(name)!);
  await db.query(
    `INSERT INTO sealed_entry (name, events, last, chain) SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bytea[])
     ON CONFLICT (name) DO UPDATE SET events = excluded.events, last = excluded.last, chain = excluded.chain`,
    [changed.map((name) => Buffer.from(name, 'utf8')), list.map(({ events }) => events), list.map(({ last }) => last), list.map(({ chain }) => chain)],
  );
}
