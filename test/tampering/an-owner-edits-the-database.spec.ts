import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { audit } from '#platform/integrity/auditing/audit.js';
import type { Audit } from '#platform/integrity/auditing/audit.js';
import { findingWords } from '#platform/integrity/auditing/finding-words.js';
import { witnessedCheckpoints } from '#platform/integrity/auditing/witnessed-checkpoints.js';
import { newSigningKey } from '#platform/integrity/proof/signing-key.js';
import { Sealer } from '#platform/integrity/sealing/sealer.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { systemClock } from '#platform/config/clock.js';
import { openPool } from '#platform/open-pool.js';
import type { Projection } from '#platform/projecting/projection.js';
import { Projector } from '#platform/projecting/projector.js';
import { openTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

// An owner of the database edits it in every way there is, triggers switched off, and the audit is asked. One log of 700
// events is sealed and signed once; each case works on a copy of that database.

const EVENTS = 700;
const TABLES = ['event', 'event_position', 'sealed_run', 'sealed_block', 'sealed_entry', 'checkpoint'];
const key = newSigningKey('ledger.example/credit');
const folder = mkdtempSync(join(tmpdir(), 'gridledger-tampering-'));

const countProjection: Projection = {
  name: 'tested',
  version: 1,
  createTables: 'CREATE TABLE tested_v1 (customer_no text PRIMARY KEY, events integer NOT NULL)',
  dropTables: 'DROP TABLE IF EXISTS tested_v1',
  eventTypes: ['Tested'],
  apply: async (events, db) => {
    for (const { envelope } of events) for (const customer of envelope.customers) await db.query('INSERT INTO tested_v1 AS t VALUES ($1, 1) ON CONFLICT (customer_no) DO UPDATE SET events = t.events + 1', [customer]);
  },
};

let original: TestDatabase;
let copies: { name: string; pool: pg.Pool; owner: pg.Client }[] = [];

beforeAll(async () => {
  original = await openTestDatabase();
  const store = original.store();
  const sealer = new Sealer(original.pool, store);
  for (let stream = 0; stream < 70; stream++) {
    await store.append({
      stream: `test-${stream}`, expectedRevision: 'no_stream',
      events: Array.from({ length: 10 }, (_, i) => ({ type: i === 9 ? 'Other' : 'Tested', version: 1, occurredOn: '2026-01-01', customers: i === 9 ? [] : [`C${(stream * 7 + i) % 23}`], payload: { n: stream * 10 + i } })),
      context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null },
    });
    await store.settle();
    if (stream % 20 === 19 || stream === 69) {
      await sealer.seal();
      const { note, size } = await sealer.checkpoint(key);
      writeFileSync(join(folder, `checkpoint-${size}.txt`), note);
    }
  }
  await new Projector(original.pool, store, [countProjection]).catchUp();
  await store.close();
  await original.pool.end();
  await original.ownerPool.end();
});
afterAll(async () => {
  for (const { name, pool, owner } of copies) {
    await pool.end();
    await owner.end();
    await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  }
  copies = [];
  await administer(`DROP DATABASE ${new URL(original.url).pathname.slice(1)} WITH (FORCE)`);
  rmSync(folder, { recursive: true });
});

async function administer(sql: string): Promise<void> {
  const url = new URL(original.ownerUrl);
  url.pathname = '/postgres';
  const client = new pg.Client(url.href);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** A copy of the database, in which its owner has run some statements with all triggers off. */
async function tampered(...statements: string[]): Promise<pg.Pool> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${new URL(original.url).pathname.slice(1)}`);
  const at = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const pool = openPool(at(original.url), { connections: 4, name: 'tampering' });
  const owner = new pg.Client(at(original.ownerUrl));
  await owner.connect();
  copies.push({ name, pool, owner });
  for (const table of TABLES) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  await owner.query('ALTER TABLE event_position DROP CONSTRAINT event_position_position_check');
  for (const statement of statements) await owner.query(statement);
  return pool;
}

const ownerOf = (pool: pg.Pool): pg.Client => copies.find((copy) => copy.pool === pool)!.owner;

const storeOn = (pool: pg.Pool): PostgresEventStore => new PostgresEventStore(pool, new AnyEventType(), systemClock);

function audited(pool: pg.Pool, { witness = false, readModels = false } = {}): Promise<Audit> {
  return audit({ pool, store: storeOn(pool), projections: [countProjection], trusted: key.verifier, witnessed: witness ? witnessedCheckpoints(folder) : null, readModels });
}

/** What the audit says: code and first position, without notes. */
const told = ({ findings }: Audit): string[] => findings.filter(({ severity }) => severity !== 'note').map(({ code, position }) => `${code} ${position ?? ''}`.trim()).sort();
const seqOf = (position: number): string => `(SELECT seq FROM event_position WHERE position = ${position})`;
const MOVE_UP = (from: number): string => `UPDATE event_position SET position = -position WHERE position > ${from}; UPDATE event_position SET position = -position - 1 WHERE position < 0`;

describe('the audit', () => {
  it('finds nothing where nothing was done, with a witness and read models, and says what it did not check', async () => {
    const result = await audited(await tampered(), { witness: true, readModels: true });
    expect(told(result)).toEqual([]);
    expect(result).toMatchObject({ outcome: 'clean', events: EVENTS, checkpoints: 4, signed: EVENTS, readModels: { tested: { position: EVENTS } } });
    expect((await audited(await tampered())).findings.map(({ code }) => code).sort()).toEqual(['no-witness', 'not-covered', 'read-models-not-checked']);
    for (const language of ['en', 'zh'] as const) for (const finding of result.findings) expect(findingWords(finding, language)).not.toMatch(/undefined|null/);
  });

  const cases: [what: string, statements: string[], findings: string[]][] = [
    ['a payload is changed', [`UPDATE event SET payload = replace(payload, '"n":299', '"n":999') WHERE seq = ${seqOf(300)}`], ['altered 300']],
    ['an envelope is changed', [`UPDATE event SET envelope = replace(envelope, '2026-01-01', '2025-01-01') WHERE seq = ${seqOf(300)}`], ['altered 300']],
    ['a payload is written in another form', [`UPDATE event SET payload = replace(payload, ':', ': ') WHERE seq = ${seqOf(300)}`], ['altered 300', 'not-canonical 300']],
    ['a payload is no JSON any more', [`UPDATE event SET payload = 'x' WHERE seq = ${seqOf(300)}`], ['envelope-unreadable 300']],
    ['a recorded time is set back', [`UPDATE event_position SET recorded_at = recorded_at - interval '1 day' WHERE position = 300`], ['altered 300', 'time-goes-back 300']],
    ['a column says another type', [`UPDATE event SET type = 'Hidden' WHERE seq = ${seqOf(300)}`], ['column-differs 300']],
    ['a column says another id', [`UPDATE event SET event_id = '00000000-0000-4000-8000-000000000000' WHERE seq = ${seqOf(300)}`], ['column-differs 300']],
    ['an event is deleted', [`DELETE FROM event WHERE seq = ${seqOf(300)}`], ['event-row-missing 300']],
    ['an event is deleted with its place', [`DELETE FROM event WHERE seq = ${seqOf(305)}`, 'DELETE FROM event_position WHERE position = 305'], ['missing 305', 'revision-gap 306']],
    ['a place is deleted and the event left', ['DELETE FROM event_position WHERE position = 310'], ['hidden-event', 'missing 310']],
    ['an event is deleted, and the others are moved up', [`DELETE FROM event WHERE seq = ${seqOf(310)}`, 'DELETE FROM event_position WHERE position = 310', MOVE_UP(310)], ['checkpoint-beyond-log 700', 'missing 310', 'moved 310', 'truncated 700']],
    ['an event is put in, and the others are moved down', [
      'UPDATE event_position SET position = -position WHERE position >= 311', 'UPDATE event_position SET position = -position + 1 WHERE position < 0',
      `INSERT INTO event (seq, stream, revision, event_id, type, envelope, payload) SELECT 5, 'put-in', 0, gen_random_uuid(), 'Tested', replace(replace(envelope, '"stream":"' || stream, '"stream":"put-in'), '"revision":' || revision, '"revision":0'), payload FROM event WHERE seq = ${seqOf(101)}`,
      'INSERT INTO event_position SELECT 311, 5, recorded_at FROM event_position WHERE position = 310',
    ], ['column-differs 311', 'inserted 311', 'moved 312']],
    ['two events are exchanged', ['UPDATE event_position SET position = -1 WHERE position = 312', 'UPDATE event_position SET position = 312 WHERE position = 315', 'UPDATE event_position SET position = 315 WHERE position = -1'], ['exchanged 312']],
    ['the end is cut off', ['DELETE FROM event WHERE seq IN (SELECT seq FROM event_position WHERE position > 650)', 'DELETE FROM event_position WHERE position > 650'], ['checkpoint-beyond-log 651', 'truncated 651']],
    ['a kept leaf is changed', ['UPDATE sealed_run SET hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256) WHERE first_position = 1'], ['sealed-leaf-altered 2']],
    ['a kept node is changed', ['UPDATE sealed_block SET hash = set_byte(hash, 3, (get_byte(hash, 3) + 1) % 256) WHERE level = 1 AND index = 1'], ['sealed-node-altered 257']],
    ['kept leaves are deleted', ['DELETE FROM sealed_run WHERE first_position = (SELECT max(first_position) FROM sealed_run)'], ['sealed-run-broken 601']],
    ['the kept map is changed', ["UPDATE sealed_entry SET events = events + 1 WHERE name = 'C5'::bytea"], ['map-altered']],
    ['an entry of the kept map is deleted', ["DELETE FROM sealed_entry WHERE name = 'C5'::bytea"], ['map-altered']],
    ['a checkpoint is changed', ["UPDATE checkpoint SET note = replace(note, E'\\n400\\n', E'\\n401\\n') WHERE size = 400"], ['checkpoint-not-ours 401', 'checkpoint-unreadable 400']],
  ];
  it.each(cases)('finds that %s', async (_, statements, findings) => {
    const result = await audited(await tampered(...statements));
    for (const finding of findings) expect(told(result)).toContain(finding);
    expect(told(result).filter((one) => !one.startsWith('revision-gap'))).toEqual(findings.filter((one) => !one.startsWith('revision-gap')));
    expect(result.outcome).toBe('findings');
    for (const language of ['en', 'zh'] as const) for (const finding of result.findings) expect(findingWords(finding, language)).not.toMatch(/undefined/);
  });

  it('finds a row of a read model that the log did not make', async () => {
    const pool = await tampered("UPDATE read_model.tested_v1 SET events = events + 1 WHERE customer_no = 'C3'");
    expect(told(await audited(pool, { readModels: true }))).toEqual([`read-model-differs ${EVENTS}`]);
  });

  it('finds with a witness’s copies that checkpoints were deleted', async () => {
    const pool = await tampered('DELETE FROM checkpoint WHERE size >= 600', 'DELETE FROM sealed_run WHERE first_position > 400');
    expect(told(await audited(pool, { witness: true }))).toContain('checkpoint-gone 600');
  });

  const ROLL_BACK = ['DELETE FROM event WHERE seq IN (SELECT seq FROM event_position WHERE position > 400)', 'DELETE FROM event_position WHERE position > 400', 'DELETE FROM sealed_run WHERE first_position > 400', 'DELETE FROM sealed_block WHERE (index + 1) * (256 ^ level) > 400', 'DELETE FROM checkpoint WHERE size > 400'];

  it('finds with a witness’s copies that the database is that of an earlier day, and nothing without them', async () => {
    const pool = await tampered(...ROLL_BACK);
    await ownerOf(pool).query('TRUNCATE sealed_entry');
    const alone = await audited(pool);
    expect(told(alone)).toEqual(['map-altered']);
    expect(told(await audited(pool, { witness: true }))).toEqual(expect.arrayContaining(['checkpoint-beyond-log 401', 'checkpoint-gone 600']));
  });

  it('finds with a witness’s copies that everything was made anew, consistently and with the key itself', async () => {
    const pool = await tampered(`UPDATE event SET payload = replace(payload, '"n":299', '"n":999') WHERE seq = ${seqOf(300)}`, 'TRUNCATE sealed_run, sealed_block, sealed_entry, checkpoint');
    const store = storeOn(pool);
    const sealer = new Sealer(pool, store);
    for (const size of [200, 400, 600, EVENTS]) {
      await sealer.seal(size);
      await sealer.checkpoint(key);
    }
    expect((await audited(pool)).outcome).toBe('clean');
    const result = await audited(pool, { witness: true });
    expect(told(result)).toEqual(expect.arrayContaining(['checkpoint-contradicts-log 201', 'checkpoints-contradict 400']));
    expect(result.findings.find(({ code }) => code === 'checkpoint-contradicts-log')).toMatchObject({ position: 201, last: expect.any(Number) });
  });

  it('finds without a witness that everything was made anew by somebody who has another key', async () => {
    const pool = await tampered(`UPDATE event SET payload = replace(payload, '"n":299', '"n":999') WHERE seq = ${seqOf(300)}`, 'TRUNCATE sealed_run, sealed_block, sealed_entry, checkpoint');
    const sealer = new Sealer(pool, storeOn(pool));
    await sealer.seal();
    await sealer.checkpoint(newSigningKey('ledger.example/credit'));
    expect(told(await audited(pool))).toContain(`checkpoint-not-ours ${EVENTS}`);
  });

  it('says that it could not check a log that nobody sealed', async () => {
    const pool = await tampered('TRUNCATE sealed_run, sealed_block, sealed_entry, checkpoint');
    expect(await audited(pool)).toMatchObject({ outcome: 'unknown' });
  });

  it('passes none of many small changes, wherever they are', async () => {
    const pool = await tampered();
    const client = ownerOf(pool);
    await client.query(`CREATE SCHEMA kept; ${TABLES.map((table) => `CREATE TABLE kept.${table} AS TABLE public.${table}`).join('; ')}`);
    let state = 20260101;
    const random = (most: number): number => (state = (state * 48271) % 2147483647) % most;
    const change = (): string => {
      const position = 1 + random(EVENTS);
      const bend = (column: string): string => `overlay(${column} placing chr(97 + (ascii(substr(${column}, ${3 + random(4)}, 1)) + ${1 + random(20)}) % 26) from ${3 + random(4)} for 1)`;
      const kinds: string[] = [
        `UPDATE event SET payload = ${bend('payload')} || ' ' WHERE seq = ${seqOf(position)}`,
        `UPDATE event SET envelope = overlay(envelope placing '0' from length(envelope) - 1) || '}' WHERE seq = ${seqOf(position)}`,
        `UPDATE event_position SET recorded_at = recorded_at + interval '${1 + random(9)} microseconds' WHERE position = ${position}`,
        `DELETE FROM event WHERE seq = ${seqOf(position)}`,
        `DELETE FROM event_position WHERE position = ${position}`,
        `UPDATE sealed_run SET hashes = set_byte(hashes, ${random(320)}, ${random(2)} + get_byte(hashes, ${random(320)}) / 2 + 1) WHERE first_position = (SELECT min(first_position) FROM sealed_run WHERE last_position >= ${position})`,
        `UPDATE sealed_block SET hash = sha256(hash) WHERE level = 1 AND index = ${random(2)}`,
        `UPDATE checkpoint SET note = overlay(note placing '${'xQ'[random(2)]}' from ${1 + random(200)} for 1) WHERE size = ${[200, 400, 600, 700][random(4)]}`,
        `UPDATE sealed_entry SET chain = sha256(chain) WHERE name = 'C${random(23)}'::bytea`,
        `UPDATE event SET stream = stream || 'x' WHERE seq = ${seqOf(position)}`,
      ];
      return kinds[random(kinds.length)];
    };
    for (let i = 0; i < 40; i++) {
      const statement = change();
      await client.query('BEGIN');
      const before = await fingerprint(client);
      await client.query(statement);
      if ((await fingerprint(client)) !== before) {
        await client.query('COMMIT');
        const result = await audited(pool);
        expect([statement, result.outcome]).toEqual([statement, 'findings']);
        await restore(client);
      } else await client.query('ROLLBACK');
    }
    expect((await audited(pool)).outcome).toBe('clean');
  });
});

async function fingerprint(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(`SELECT ${TABLES.map((table) => `(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${table} t)`).join(' || ')} AS digest`);
  return rows[0].digest;
}

/** The tables as they were, out of their copies. */
async function restore(client: pg.Client): Promise<void> {
  for (const table of TABLES) await client.query(`TRUNCATE ${table}; INSERT INTO ${table} SELECT * FROM kept.${table}`);
}
