import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { openTestDatabase } from '../../../test/support/test-database.js';
import type { TestDatabase } from '../../../test/support/test-database.js';
import type { PostgresEventStore } from '../event-store/postgres-event-store.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';

let database: TestDatabase;
let store: PostgresEventStore;
beforeAll(async () => {
  database = await openTestDatabase();
  store = database.store();
});
afterAll(() => database.close());

// Counts the events of each customer, `by` so many at a time.
let number = 0;
let name: string;
const counting = (version: number, by: number, more: Partial<Projection> = {}): Projection => {
  const table = `${name}_v${version}`;
  return {
    name, version, partitions: 3, pageSize: 10, eventTypes: ['Counted'],
    createTables: `CREATE TABLE ${table} (customer text COLLATE "C" PRIMARY KEY, events integer NOT NULL)`,
    dropTables: `DROP TABLE IF EXISTS ${table}`,
    apply: async (events, db) => {
      for (const { envelope } of events) {
        await db.query(`INSERT INTO ${table} VALUES ($1, $2) ON CONFLICT (customer) DO UPDATE SET events = ${table}.events + $2`, [envelope.customers[0], by]);
      }
    },
    ...more,
  };
};
beforeEach(() => {
  name = `tally_${++number}`;
});

async function append(count: number): Promise<void> {
  await store.append({
    stream: randomUUID(), expectedRevision: 'no_stream', context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null },
    events: Array.from({ length: count }, (_, i) => ({ type: 'Counted', version: 1, occurredOn: '2024-01-01', customers: [`C${i % 7}`], payload: {} })),
  });
  await store.settle();
}
const rows = async (version = 1) => (await database.pool.query<{ customer: string; events: number }>(`SELECT customer, events FROM ${name}_v${version} ORDER BY customer`)).rows;
const given = (...projections: Projection[]) => projections.map((projection) => new Projector(database.pool, store, [projection]));
const leftOver = async () => (await database.pool.query(`SELECT table_schema, table_name FROM information_schema.tables WHERE table_name LIKE $1 ORDER BY 1, 2`, [`${name}_v%`])).rows.map((row) => `${row.table_schema}.${row.table_name}`);

describe('a rebuild', () => {
  it('given nothing differs, then the new rows take the place of the old with the same digest', async () => {
    await append(42);
    const [projector] = given(counting(1, 1));
    await projector.catchUp();
    const before = await rows();
    const digest = await projector.digest(name);
    expect(digest.digest).toMatch(/^[0-9a-f]{64}$/);
    const phases = new Set<string>();
    const report = await projector.rebuild(name, { by: 'Li Wei', onProgress: ({ phase }) => phases.add(phase) });
    expect(report).toMatchObject({ switched: true, differences: null, position: digest.position, live: { digest: digest.digest }, fresh: { digest: digest.digest, rows: 7 } });
    expect([...phases]).toEqual(['building', 'comparing', 'switching']);
    expect(await rows()).toEqual(before);
    expect(await leftOver()).toEqual([`read_model.${name}_v1`]);
    await append(7);
    await projector.catchUp();
    expect((await rows()).map(({ events }) => events)).toEqual(before.map(({ events }) => events + 1));
  });

  it('given live rows that the log does not make, then each is shown and the switch refused until somebody accepts it with a reason', async () => {
    await append(21);
    const [projector] = given(counting(1, 1));
    await projector.catchUp();
    await database.pool.query(`UPDATE ${name}_v1 SET events = 99 WHERE customer = 'C3'; DELETE FROM ${name}_v1 WHERE customer = 'C4'; INSERT INTO ${name}_v1 VALUES ('X', 1)`);
    const report = await projector.rebuild(name, { by: 'Li Wei' });
    const expected = (await rows()).find(({ customer }) => customer === 'C5')!.events;
    expect(report).toMatchObject({ switched: false, differences: { count: 3 } });
    expect(report!.differences!.first).toEqual([
      { table: name, key: { customer: 'C3' }, where: 'both', columns: [{ column: 'events', live: '99', new: String(expected) }] },
      { table: name, key: { customer: 'C4' }, where: 'only new', columns: [{ column: 'events', live: null, new: String(expected) }] },
      { table: name, key: { customer: 'X' }, where: 'only live', columns: [{ column: 'events', live: '1', new: null }] },
    ]);
    expect((await rows()).find(({ customer }) => customer === 'C3')).toEqual({ customer: 'C3', events: 99 });
    expect(await projector.rebuild(name, { by: 'Li Wei', acceptDifferences: 'an operator had written into the table' })).toMatchObject({ switched: true });
    expect(new Set((await rows()).map(({ events }) => events))).toEqual(new Set([expected]));
    expect((await database.pool.query('SELECT differences, reason, switched_by FROM projection_switch WHERE name = $1', [name])).rows).toEqual([{ differences: '3', reason: 'an operator had written into the table', switched_by: 'Li Wei' }]);
  });

  it('given a raised version, then it is built beside, a difference is refused unless declared, and the one before stays for those who still run on it', async () => {
    await append(14);
    const [first, silent, declared] = given(counting(1, 1), counting(2, 10), counting(2, 10, { intendedDifferences: 'events count ten times' }));
    await first.catchUp();
    await expect(silent.catchUp()).rejects.toThrow(/differs from version 1 in 7 rows and declares no reason/);
    await declared.catchUp();
    expect((await rows(2)).map(({ events }) => events)).toEqual((await rows(1)).map(({ events }) => events * 10));
    await append(7);
    await Promise.all([first.catchUp(), declared.catchUp()]);
    expect((await rows(2)).map(({ events }) => events)).toEqual((await rows(1)).map(({ events }) => events * 10));
    const [third] = given(counting(3, 10));
    await third.catchUp();
    expect(await leftOver()).toEqual([`read_model.${name}_v2`, `read_model.${name}_v3`]);
  });

  it('given a raised version and questions that are not to wait for minutes, then they are refused with how far it is, until whoever follows the log has built it', async () => {
    await append(14);
    const [first, raised] = given(counting(1, 1), counting(2, 10, { intendedDifferences: 'events count ten times' }));
    await first.catchUp();
    raised.raiseInBackground();
    await expect(raised.catchUp()).rejects.toMatchObject({ status: 503, reasons: [{ code: 'read-model-being-built', message: expect.stringContaining(`Version 2 of the read model ${name} is being built`) }] });
    const told: unknown[] = [];
    raised.onRaise = (progress) => told.push(progress);
    await raised.follow();
    await raised.catchUp();
    expect(told).toEqual(expect.arrayContaining([expect.objectContaining({ projection: name, position: expect.any(Number) }), 'done']));
    expect((await rows(2)).map(({ events }) => events)).toEqual((await rows(1)).map(({ events }) => events * 10));
  });

  it('given a raised version that differs without a reason, then questions are told that and not that it is being built', async () => {
    await append(14);
    const [first, silent] = given(counting(1, 1), counting(2, 10));
    await first.catchUp();
    silent.raiseInBackground();
    await expect(silent.follow()).rejects.toThrow('declares no reason');
    await expect(silent.catchUp()).rejects.toThrow('declares no reason');
  });

  it('given it is killed between any two steps, then the next one goes on and nobody saw anything of it', async () => {
    await append(63);
    const [projector] = given(counting(1, 1));
    await projector.catchUp();
    const before = await rows();
    // Every statement of the rebuild in turn is the one after which the process dies.
    for (let step = 0, done = false; !done; step += 3) {
      let left = step;
      const dying = dyingPool(database.pool, () => left-- <= 0);
      done = await new Projector(dying, database.store({ pool: database.pool }), [counting(1, 1)]).rebuild(name, { by: 'Li Wei' }).then(() => true, (error: Error) => {
        if (!/killed/.test(error.message)) throw error;
        return false;
      });
      expect(await rows()).toEqual(before);
    }
    expect(await leftOver()).toEqual([`read_model.${name}_v1`]);
    expect(await projector.rebuild(name, { by: 'Li Wei' })).toMatchObject({ switched: true, differences: null });
  });

  it('given a bulk build, then it is used, and left to the slower way when an event stops it', async () => {
    await append(28);
    const [projector] = given(counting(1, 1));
    await projector.catchUp();
    let built = 0;
    const bulk: Projection['build'] = async ({ pool, upTo, schema, onProgress }) => {
      built++;
      expect(schema).toBe('read_model_building');
      await pool.query(`INSERT INTO ${name}_v1 SELECT e.envelope::json -> 'customers' ->> 0, count(*) FROM event e JOIN event_position p USING (seq) WHERE e.type = 'Counted' AND p.position <= $1 GROUP BY 1`, [upTo]);
      onProgress(upTo);
    };
    expect(await given(counting(1, 1, { build: bulk }))[0].rebuild(name)).toMatchObject({ switched: true, differences: null });
    const stumbling: Projection['build'] = async (context) => {
      await bulk(context);
      throw new TypeError('an event that cannot be read');
    };
    expect(await given(counting(1, 1, { build: stumbling }))[0].rebuild(name)).toMatchObject({ switched: true, differences: null });
    expect(built).toBe(2);
  });

  it('given readers and writers all the while, then no reader misses a row or waits for the build', async () => {
    await append(28);
    const [projector] = given(counting(1, 1));
    await projector.catchUp();
    let stop = false;
    let least = 0;
    const reading = (async () => {
      while (!stop) {
        const total = (await rows()).reduce((sum, { events }) => sum + events, 0);
        expect(total).toBeGreaterThanOrEqual(least);
        least = total;
      }
    })();
    const writing = (async () => {
      for (let i = 0; i < 10; i++) {
        await append(7);
        await projector.catchUp();
      }
    })();
    for (let i = 0; i < 3; i++) expect(await given(counting(1, 1))[0].rebuild(name)).toMatchObject({ switched: true, differences: null });
    await writing;
    stop = true;
    await reading;
    await projector.catchUp();
    const digest = await projector.digest(name);
    expect(await projector.rebuild(name)).toMatchObject({ live: { digest: digest.digest }, differences: null });
  });
});

/** A pool whose connections die, with whatever transaction they are in, as soon as `dies` says so. */
function dyingPool(pool: pg.Pool, dies: () => boolean): pg.Pool {
  const killed = (): Error => new Error('killed');
  return new Proxy(pool, {
    get(target, property) {
      if (property === 'query') {
        return (...args: Parameters<pg.Pool['query']>) => (dies() ? Promise.reject(killed()) : target.query(...args));
      }
      if (property === 'connect') {
        return async () => {
          if (dies()) throw killed();
          const client = await target.connect();
          let dead = false;
          return new Proxy(client, {
            get(one, name) {
              if (name === 'query') {
                return (...args: Parameters<pg.PoolClient['query']>) => {
                  if (dead || dies()) {
                    dead = true;
                    return Promise.reject(killed());
                  }
                  return one.query(...args);
                };
              }
              if (name === 'release') return (broken?: Error | boolean) => one.release(dead || broken);
              const value = Reflect.get(one, name) as unknown;
              return typeof value === 'function' ? (value as () => unknown).bind(one) : value;
            },
          });
        };
      }
      const value = Reflect.get(target, property) as unknown;
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}
