import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';

// Transactions are held open at every point of an append and of a numbering, by hand, on connections of their own.

let database: TestDatabase;
const clients: pg.Client[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
  await database.ownerPool.query('SELECT number_events(1)');
});
afterAll(() => database.close());

async function connection(url = database.url): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}

let names = 0;
const newStream = (): string => `i-${++names}`;
const INSERT = `WITH r AS (SELECT nextval('event_seq') AS seq), q AS (INSERT INTO event_unnumbered SELECT seq, seq FROM r)
  INSERT INTO event SELECT seq, $1, $2, gen_random_uuid(), 'T', '{}', '{}' FROM r`;
const insert = (client: pg.Client, stream: string, revision: number) => client.query(INSERT, [stream, revision]);
const number = async (client: pg.Client, micros = 1): Promise<number> => Number((await client.query<{ p: string }>('SELECT last_position AS p FROM number_events($1)', [micros])).rows[0].p);
const log = async (after = 0) => (await database.pool.query<{ position: string; stream: string; revision: number; recorded_at: Date }>('SELECT p.position, stream, revision, recorded_at FROM event_position p JOIN event USING (seq) WHERE position > $1 ORDER BY position', [after])).rows;
const places = async (after: number) => (await log(after)).map(({ stream, revision }) => `${stream}@${revision}`);
const waits = async (client: pg.Client) => {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return async (): Promise<void> => {
    for (;;) {
      const { rows: seen } = await database.ownerPool.query("SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'", [rows[0].pid]);
      if (seen.length > 0) return;
    }
  };
};

describe('an append that is held open', () => {
  it('hides nothing but its own events, wherever it stands, and comes after what was numbered meanwhile', async () => {
    const [slow, quick, sequencer] = [await connection(), await connection(), await connection()];
    const start = await number(sequencer);
    await slow.query('BEGIN');
    await slow.query("SELECT nextval('event_seq')");
    await insert(quick, 'before-insert', 0);
    expect(await number(sequencer)).toBe(start + 1);
    await insert(slow, 'slow', 0);
    await insert(quick, 'after-insert', 0);
    expect(await number(sequencer)).toBe(start + 2);
    await slow.query('COMMIT');
    await insert(quick, 'after-commit', 0);
    expect(await number(sequencer)).toBe(start + 4);
    expect(await places(start)).toEqual(['before-insert@0', 'after-insert@0', 'slow@0', 'after-commit@0']);
  });

  it('keeps the second of two appends to one stream waiting, and the order of the stream', async () => {
    const [one, other, sequencer] = [await connection(), await connection(), await connection()];
    const stream = newStream();
    const start = await number(sequencer);
    await one.query('BEGIN');
    await insert(one, stream, 0);
    const blocked = await waits(other);
    const second = insert(other, stream, 0).then(() => 'written', (error: { code: string }) => error.code);
    await blocked();
    await number(sequencer);
    await one.query('COMMIT');
    expect(await second).toBe('23505');
    await insert(other, stream, 1);
    await number(sequencer);
    expect(await places(start)).toEqual([`${stream}@0`, `${stream}@1`]);
  });

  it('leaves its revision to the one that waits if it is rolled back, and subtransactions leave nothing behind', async () => {
    const [one, other, sequencer] = [await connection(), await connection(), await connection()];
    const stream = newStream();
    const start = await number(sequencer);
    await one.query('BEGIN');
    await insert(one, stream, 0);
    const blocked = await waits(other);
    const second = insert(other, stream, 0);
    await blocked();
    await one.query('ROLLBACK');
    await second;
    await one.query('BEGIN');
    await insert(one, stream, 1);
    await one.query('SAVEPOINT s');
    await insert(one, stream, 2);
    await one.query('ROLLBACK TO s');
    await insert(one, `${stream}-b`, 0);
    await one.query('COMMIT');
    expect(await number(sequencer)).toBe(start + 3);
    expect(await places(start)).toEqual([`${stream}@0`, `${stream}@1`, `${stream}-b@0`]);
  });

  it('is continued by another process before it has a position, in the right order', async () => {
    const [one, other, sequencer] = [await connection(), await connection(), await connection()];
    const stream = newStream();
    const start = await number(sequencer);
    // The number of the one that continues is drawn early here, as that of an append that waited long for its commit.
    await other.query('BEGIN');
    await insert(other, `${stream}-early`, 0);
    await insert(one, stream, 0);
    await insert(other, stream, 1);
    await number(sequencer);
    await other.query('COMMIT');
    await number(sequencer);
    const seen = await places(start);
    expect(seen.indexOf(`${stream}@0`)).toBeLessThan(seen.indexOf(`${stream}@1`));
  });

  it('that was committed by a process that died before it numbered is numbered by the next', async () => {
    const [dying, sequencer] = [await connection(), await connection()];
    const start = await number(sequencer);
    await insert(dying, newStream(), 0);
    await dying.end();
    expect(await number(sequencer)).toBe(start + 1);
  });
});

describe('a numbering that is held open', () => {
  it('lets readers and appends go on, and the next numbering begins where it ended', async () => {
    const [held, next, writer] = [await connection(), await connection(), await connection()];
    const start = await number(held);
    await insert(writer, 'first', 0).catch(() => {});
    await held.query('BEGIN');
    await number(held);
    await insert(writer, newStream(), 0);
    expect((await log(start)).length).toBe(0);
    const blocked = await waits(next);
    const second = number(next);
    await blocked();
    await insert(writer, newStream(), 0);
    expect((await log(start)).length).toBe(0);
    await held.query('COMMIT');
    expect(await second).toBe(start + 3);
    expect((await log(start)).map(({ position }) => Number(position))).toEqual([start + 1, start + 2, start + 3]);
  });

  it('that is rolled back, or whose connection is cut, leaves everything to the next', async () => {
    const [held, next, writer] = [await connection(), await connection(), await connection()];
    const start = await number(next);
    await insert(writer, newStream(), 0);
    await held.query('BEGIN');
    expect(await number(held)).toBe(start + 1);
    await held.query('ROLLBACK');
    const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await held.query('BEGIN');
    await number(held);
    await database.ownerPool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    expect(await number(next)).toBe(start + 1);
  });

  it('refuses a transaction that could not see what was committed while it waited', async () => {
    const client = await connection();
    for (const level of ['REPEATABLE READ', 'SERIALIZABLE']) {
      await client.query(`BEGIN ISOLATION LEVEL ${level}`);
      await expect(number(client)).rejects.toThrow('READ COMMITTED transaction only');
      await client.query('ROLLBACK');
    }
  });

  it('trusts no forged range: no event twice, none that is not there, no range across others', async () => {
    const [client, sequencer] = [await connection(), await connection()];
    await insert(client, newStream(), 0);
    const start = await number(sequencer);
    const { rows } = await client.query<{ seq: string }>('SELECT max(seq) AS seq FROM event');
    await client.query('INSERT INTO event_unnumbered VALUES ($1, $1)', [rows[0].seq]);
    await client.query('INSERT INTO event_unnumbered VALUES ($1, $2)', [900_000_000, 900_000_005]);
    expect(await number(sequencer)).toBe(start);
    await expect(client.query('INSERT INTO event_unnumbered VALUES (10001, 10002)')).rejects.toThrow('violates check constraint');
    await expect(client.query('INSERT INTO event_unnumbered VALUES (10000, 99999)')).rejects.toThrow('violates check constraint');
  });
});

describe('a foreign transaction that stays open', () => {
  it.each(['the same', 'another'])('in %s database stops no reader, although it holds the horizon of the whole cluster', async (where) => {
    const foreign = await connection(where === 'the same' ? database.ownerUrl : Object.assign(new URL(database.ownerUrl), { pathname: '/postgres' }).href);
    const [writer, sequencer] = [await connection(), await connection()];
    const start = await number(sequencer);
    await foreign.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await foreign.query('SELECT pg_current_xact_id()');
    for (let n = 1; n <= 5; n++) {
      await insert(writer, newStream(), 0);
      expect(await number(sequencer)).toBe(start + n);
      expect((await log(start)).length).toBe(n);
    }
  });
});

type Step = { readonly by: 0 | 1 | 2; readonly does: 'append' | 'commit' | 'rollback' | 'number' | 'read'; readonly stream: 0 | 1; readonly clock: number };

it('is gapless, true to every stream and never rewritten, whatever is interleaved', async () => {
  const writers = [await connection(), await connection(), await connection()];
  const sequencer = await connection();
  const step: fc.Arbitrary<Step> = fc.record({
    by: fc.constantFrom(0, 1, 2), does: fc.constantFrom('append', 'append', 'append', 'commit', 'commit', 'rollback', 'number', 'number', 'read'), stream: fc.constantFrom(0, 1), clock: fc.integer({ min: -5_000_000, max: 5_000_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const start = await number(sequencer);
      const streams = [newStream(), newStream()];
      const committed = [0, 0];
      const open = writers.map(() => [0, 0]);
      let seen: string[] = [];
      const look = async (): Promise<void> => {
        const now = await places(start);
        // What a reader has passed stays, and nothing grows before it.
        expect(now.slice(0, seen.length)).toEqual(seen);
        seen = now;
      };
      for (const { by, does, stream, clock } of steps) {
        const client = writers[by];
        const mine = open[by];
        const busy = open.some((one, other) => other !== by && one[stream] > 0);
        if (does === 'append' && !busy) {
          if (mine[0] + mine[1] === 0) await client.query('BEGIN');
          await insert(client, streams[stream], committed[stream] + mine[stream]);
          mine[stream]++;
        } else if ((does === 'commit' || does === 'rollback') && mine[0] + mine[1] > 0) {
          await client.query(does);
          if (does === 'commit') mine.forEach((count, at) => (committed[at] += count));
          mine.fill(0);
        } else if (does === 'number') await number(sequencer, 1_000_000_000 + clock);
        else if (does === 'read') await look();
      }
      for (const [by, [a, b]] of open.entries()) if (a + b > 0) await writers[by].query('ROLLBACK');
      await number(sequencer, 0);
      await look();
      for (const at of [0, 1]) expect(seen.filter((one) => one.startsWith(`${streams[at]}@`))).toEqual(Array.from({ length: committed[at] }, (_, revision) => `${streams[at]}@${revision}`));
      const rows = await log(start);
      expect(rows.map(({ position }) => Number(position))).toEqual(rows.map((_, i) => start + 1 + i));
      const times = rows.map(({ recorded_at }) => recorded_at.getTime());
      expect(times).toEqual([...times].sort((x, y) => x - y));
    }),
    { numRuns: 60 },
  );
});
