import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hkdfSync } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readCertificate } from '#erasure/certificate.js';
import { Erasures, type ErasureTools } from '#erasure/erasures.js';
import { erasedInDatabase } from '#erasure/erased-in-log.js';
import { RatingList } from '#credit/ratings/rating-list.js';
import { backup } from '#platform/backup/backup.js';
import { restore } from '#platform/backup/restore.js';
import type { Integrity } from '#platform/integrity/integrity.js';
import { openTexts } from '#credit/deciding/sealed-text.js';
import { KeySlots } from '#platform/personal-data/key-slots.js';
import { MasterKey } from '#platform/personal-data/master-key.js';
import { rotateMaster } from '#platform/personal-data/rotate-master.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import { Vault } from '#platform/personal-data/vault.js';
import { unwrapKey } from '#platform/personal-data/wrapped-key.js';
import { CLOCK, CONFIG, DATABASE, EVENT_STORE, INTEGRITY, VAULT, WRAPPING } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';
import { openTestDatabase } from '../support/test-database.js';

// C1 is erased, C2 stays. Their plaintexts stand nowhere else on this machine.
const ERASED = { name: '欧阳不可寻', phone: '139-4471-ERASE', address: 'Quaternary Lane 77613' };
const STAYS = { name: '司徒长留', phone: '138-4471-STAYS', address: 'Tertiary Lane 88624' };
const INFORMANT = 'Informant Zq Vanishing';
const OWN_WORDS = 'My own words about bill B1, zyx-31337.';
const folder = mkdtempSync(join(tmpdir(), 'gridledger-erasure-'));
const passphrase = 'correct horse battery';

let product: Product;
let pool: pg.Pool;
let wrapping: Wrapping;
let erasures: Erasures;
let before: { subject: string; wrapped: Buffer }[];
beforeAll(async () => {
  product = await openProduct('2024-06-15T04:00:00Z');
  pool = product.app.get(DATABASE);
  wrapping = product.app.get(WRAPPING);
  erasures = product.app.get(Erasures);
  for (const [no, person] of [['C1', ERASED], ['C2', STAYS]] as const) {
    await product.record('RegisterCustomer', { customer_no: no, ...person, customer_class: 'power', opened_on: '2023-06-01' });
    await product.record('RecordReport', { report_no: `P${no}`, customer_no: no, kind: 'crime_report', reported_on: '2024-01-05', informant: no === 'C1' ? INFORMANT : 'somebody' });
    await product.record('RecordBill', { bill_no: `B${no}`, customer_no: no, period: '2024-01', issued_on: '2024-01-05', due_on: '2024-01-25', amount: '120.50' });
  }
  await product.record('ProposeRating', { customer_no: 'C1' }, 'Ada');
  await product.record('ApproveRating', { rating_id: 'R-C1-2024-06-15-1' }, 'Bo');
  await product.record('IssueRating', { rating_id: 'R-C1-2024-06-15-1', measures: [] }, 'Bo');
  await product.record('NotifyRating', { rating_id: 'R-C1-2024-06-15-1', noticed_on: '2024-06-15', channel: 'letter' }, 'Ada');
  await product.record('ObjectToRating', { rating_id: 'R-C1-2024-06-15-1', objected_on: '2024-06-15', statement: OWN_WORDS }, 'Ada');
  // Rows change, so that dead ones lie about, and everything is on the disk.
  await pool.query('UPDATE subject_key SET wrapped = wrapped');
  before = (await pool.query<{ subject: string; wrapped: Buffer }>('SELECT subject, wrapped FROM subject_key')).rows;
  await administer('CHECKPOINT');
  await backup(pool, wrapping, join(folder, 'before.backup'), { passphrase });
});
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true });
});

async function administer<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client(process.env.GRIDLEDGER_TEST_SERVER!.replace(/DATABASE$/, 'postgres'));
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every file of a folder; those that vanish meanwhile are left out. */
function* filesIn(path: string): Generator<Buffer> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const file = join(path, entry.name);
    try {
      if (entry.isDirectory()) yield* filesIn(file);
      else if (entry.isFile() && statSync(file).size > 0) yield readFileSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** This database's files and the whole WAL of the server. */
async function* rawDatabase(): AsyncGenerator<Buffer> {
  await administer('CHECKPOINT');
  const [{ data_directory: data }] = await administer<{ data_directory: string }>('SHOW data_directory');
  const { rows } = await pool.query<{ oid: number }>('SELECT oid FROM pg_database WHERE datname = current_database()');
  for (const part of [join('base', String(rows[0].oid)), 'pg_wal', 'log', 'pg_log']) {
    try {
      yield* filesIn(join(data, part));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** All tables as COPY would dump them, bytes and texts. */
async function dumped(): Promise<string> {
  const { rows } = await pool.query<{ name: string }>("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
  const texts: string[] = [];
  for (const { name } of rows) {
    const all = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`).catch(() => ({ rows: [] }));
    texts.push(...all.rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

/** Wrapped copies of a key found in files, by what comes before the nonce: where its secret lies. */
function copiesIn(bytes: Buffer, wrapped: Buffer): Buffer[] {
  const place = wrapped.subarray(0, 29);
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(place); at >= 0; at = bytes.indexOf(place, at + 1)) found.push(bytes.subarray(at + 29, at + 89));
  return found;
}

/** Whether anything that is on this machine opens a copy: the master key alone, or with any secret of the key ring. */
function opens(subject: string, copy: Buffer): boolean {
  const master = wrapping.master.bytes();
  const secrets = [...wrapping.slots.byId().values()].flatMap(({ secret }) => (secret ? [secret] : []));
  const keys = [master, ...[Buffer.alloc(0), Buffer.alloc(32), ...secrets].map((secret) => Buffer.from(hkdfSync('sha256', master, secret, 'gridledger subject key 2', 32)))];
  return keys.some((key) => {
    try {
      return unwrapKey(key, subject, copy).length === 32;
    } catch {
      return false;
    }
  });
}

const erase = (more: object = {}) => erasures.erase({ customerNo: 'C1', reason: 'asked for, case 117', actor: 'Ada', ...more });
const code = (refused: string) => ({ reasons: [expect.objectContaining({ code: refused })] });

describe('what law keeps for now', () => {
  it('given arrears and an objection, then erasing is refused with each of them', async () => {
    await expect(erase()).rejects.toMatchObject({ status: 422, reasons: [{ code: 'erasure-forbidden' }, { code: 'open-arrears' }, { code: 'objection-open' }] });
    await expect(erasures.erase({ customerNo: 'C9', reason: 'x', actor: 'Ada' })).rejects.toMatchObject({ status: 404, ...code('unknown-customer') });
    await expect(erase({ reason: `for ${ERASED.name}` })).rejects.toMatchObject(code('reason-names-the-person'));
    await expect(erase({ reason: ' ' })).rejects.toMatchObject(code('malformed-reason'));
  });

  it('given a restriction, then daily work sees nothing, the entitled do, and it can be given back', async () => {
    expect(await erase({ restrict: true })).toMatchObject({ outcome: 'restricted' });
    expect(await erase({ restrict: true })).toMatchObject({ outcome: 'restricted-before' });
    const vault = product.app.get<Vault>(VAULT);
    expect((await vault.knownKeys(['customer:C1'])).state('customer:C1')).toBe('restricted');
    expect((await vault.knownKeys(['customer:C1'], { entitled: true })).has('customer:C1')).toBe(true);
    expect((await product.app.get(RatingList).show('R-C1-2024-06-15-1')).steps.find(({ type }) => type === 'RatingObjectedTo')).toMatchObject({ text: null });
    await erasures.lift({ customerNo: 'C1', reason: 'withdrawn', actor: 'Ada' });
    expect((await vault.knownKeys(['customer:C1'])).has('customer:C1')).toBe(true);
    await expect(erasures.lift({ customerNo: 'C1', reason: 'again', actor: 'Ada' })).rejects.toMatchObject(code('not-restricted'));
    await erase({ restrict: true });
  });
});

describe('an erasure', () => {
  it('that is killed after any of its steps is finished by the next run, and by then nobody reads more than before', async () => {
    await product.record('UpholdRating', { rating_id: 'R-C1-2024-06-15-1', answer: 'It stands.' }, 'Cy');
    await product.record('RecordPayment', { payment_no: 'Y1', customer_no: 'C1', bill_no: 'BC1', paid_on: '2024-06-15', amount: '120.50' });
    const app = product.app;
    const tools = { store: app.get(EVENT_STORE), vault: app.get(VAULT), clock: app.get(CLOCK), config: app.get(CONFIG), keys: app.get<Integrity>(INTEGRITY).keys, facts: async () => ({ arrears: null, openObjections: [], ratings: [] }) } as ErasureTools;
    for (const killedAt of ['deciding', 'ordered', 'destroyed', 'recorded']) {
      const dying = new Erasures({ ...tools, step: (name) => { if (name === killedAt) throw new Error(`killed at ${name}`); } });
      await expect(dying.erase({ customerNo: 'C1', reason: 'asked for, case 117', actor: 'Ada' })).rejects.toThrow('killed at');
    }
    expect(await erase()).toMatchObject({ outcome: 'erased-before', subjects: ['customer:C1', 'report:PC1'] });
    const types = (await tools.store.readStream('erasure-C1')).map(({ envelope }) => envelope.type);
    expect(types).toEqual(['PersonalDataRestricted', 'RestrictionLifted', 'PersonalDataRestricted', 'ErasureOrdered', 'PersonalDataErased']);
  });

  it('takes texts and leaves points, and shows as erased; the other person is as before', async () => {
    const shown = await product.app.get(RatingList).show('R-C1-2024-06-15-1');
    expect(shown.steps.filter(({ type }) => type === 'RatingObjectedTo' || type === 'RatingUpheld').map(({ text, erased }) => ({ text, erased }))).toEqual([{ text: null, erased: true }, { text: null, erased: true }]);
    const question = await product.reader.question({});
    expect((await product.reader.assessCustomer('C1', question)).assessment.entries.length).toBeGreaterThan(0);
    expect(await openTexts(product.app.get(VAULT), 'C1', [{ text: 'v1.aaaaaaaaaaaaaaaa.bbbb', place: 'x' }])).toEqual([null]);
    expect((await product.app.get<Vault>(VAULT).knownKeys(['customer:C2', 'report:PC2'])).has('report:PC2')).toBe(true);
    await expect(product.record('ChangeCustomerDetails', { customer_no: 'C1', changed_on: '2024-06-15', phone: '1' })).rejects.toBeDefined();
  });

  it('is certified by the ledger’s key, without a word of the person', async () => {
    const certificate = await erasures.certificateOf('C1');
    const key = product.app.get<Integrity>(INTEGRITY).keys.key().verifier;
    expect(readCertificate(certificate, key)).toMatchObject({ customer_no: 'C1', erased_on: '2024-06-15', erased_by: 'Ada', subjects: ['customer:C1', 'report:PC1'] });
    for (const value of [...Object.values(ERASED), INFORMANT, OWN_WORDS]) expect(certificate).not.toContain(value);
  });

  it('leaves no plaintext in the files of the database, its WAL, a dump, a backup, the key ring or the home folder', async () => {
    const values = [...Object.values(ERASED), INFORMANT, OWN_WORDS].map((value) => Buffer.from(value));
    const found = (bytes: Buffer): string[] => values.filter((value) => bytes.includes(value)).map(String);
    for await (const bytes of rawDatabase()) expect(found(bytes)).toEqual([]);
    expect(found(Buffer.from(await dumped()))).toEqual([]);
    for (const bytes of filesIn(folder)) expect(found(bytes)).toEqual([]);
    for (const bytes of filesIn(join(wrapping.slots.folder, '..', '..'))) expect(found(bytes)).toEqual([]);
  });

  it('leaves no copy of a wrapped key that anything here opens, while the same search opens the other person’s', async () => {
    const copies = new Map<string, number>();
    const opened = new Map<string, number>();
    const count = (map: Map<string, number>, subject: string) => map.set(subject, (map.get(subject) ?? 0) + 1);
    const look = (bytes: Buffer) => {
      for (const { subject, wrapped } of before) {
        for (const copy of copiesIn(bytes, wrapped)) {
          count(copies, subject);
          if (opens(subject, copy)) count(opened, subject);
        }
      }
    };
    for await (const bytes of rawDatabase()) look(bytes);
    expect([...copies.keys()].sort()).toEqual(['customer:C1', 'customer:C2', 'report:PC1', 'report:PC2']);
    expect([...opened.keys()].sort()).toEqual(['customer:C2', 'report:PC2']);
  });

  it('holds against a row brought back by hand and against a backup from before', async () => {
    const old = before.find(({ subject }) => subject === 'customer:C1')!;
    await pool.query("UPDATE subject_key SET wrapped = $1, destroyed_at = NULL WHERE subject = 'customer:C1'", [old.wrapped]);
    expect((await product.app.get<Vault>(VAULT).knownKeys(['customer:C1'])).state('customer:C1')).toBe('erased');
    await erase();
    const target = await openTestDatabase();
    await restore(target.ownerPool, wrapping, join(folder, 'before.backup'), { passphrase, erasedIn: erasedInDatabase });
    const ring = await new Vault(target.pool, wrapping).knownKeys(['customer:C1', 'report:PC1', 'customer:C2']);
    expect(['customer:C1', 'report:PC1', 'customer:C2'].map((subject) => ring.state(subject))).toEqual(['erased', 'erased', 'open']);
    await target.close();
    // On a machine without the key ring the log itself says who was erased.
    await backup(pool, wrapping, join(folder, 'after.backup'), { passphrase });
    const elsewhere = await openTestDatabase();
    const others = { master: new MasterKey(Buffer.alloc(32, 9), '/nowhere'), slots: new KeySlots(join(folder, 'ring')) };
    await restore(elsewhere.ownerPool, others, join(folder, 'after.backup'), { passphrase, erasedIn: erasedInDatabase });
    expect((await new Vault(elsewhere.pool, others).knownKeys(['customer:C1'])).state('customer:C1')).toBe('erased');
    await elsewhere.close();
  });

  it('changes nothing of what was sealed: the log is the same, only longer', async () => {
    const integrity = product.app.get<Integrity>(INTEGRITY);
    const first = await integrity.checkpoint();
    expect(first.size).toBe((await pool.query('SELECT FROM event')).rowCount);
  });
});

describe('a rotation of the master key', () => {
  it('that is killed after the rows were rewrapped goes on reading, and the next run finishes it', async () => {
    const database = await openTestDatabase();
    const file = join(folder, 'rotating', 'master.key');
    const slots = new KeySlots(join(folder, 'rotating', 'ring'));
    const vault = new Vault(database.pool, { master: new MasterKey(null, file), slots });
    const sealed = (await vault.keys(['customer:1'])).encrypt('customer:1', STAYS, 'personal');
    const old = readFileSync(file, 'utf8');
    const dying = new MasterKey(null, file);
    dying.succeed = () => { throw new Error('killed'); };
    await expect(rotateMaster(database.pool, slots, dying)).rejects.toThrow('killed');
    const reader = () => new Vault(database.pool, { master: new MasterKey(null, file), slots });
    expect(await reader().decrypt('customer:1', sealed, 'personal')).toEqual(STAYS);
    await reader().keys(['customer:2']);
    expect(await rotateMaster(database.pool, slots, new MasterKey(null, file))).toBe(2);
    expect(readFileSync(file, 'utf8')).not.toBe(old);
    for (const one of [vault, reader()]) expect(await one.decrypt('customer:1', sealed, 'personal')).toEqual(STAYS);
    expect((await vault.keys(['customer:2', 'customer:3'])).has('customer:2')).toBe(true);
    await database.close();
  });
});
