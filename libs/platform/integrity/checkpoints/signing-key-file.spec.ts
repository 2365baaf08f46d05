import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../../../test/support/test-database.js';
import type { TestDatabase } from '../../../../test/support/test-database.js';
import { Integrity } from '../integrity.js';
import { KeySuccession } from '../proof/key-succession.js';
import { newSigningKey } from '../proof/signing-key.js';
import { readCheckpoint } from './checkpoint-table.js';
import { SigningKeyFile } from './signing-key-file.js';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'gridledger-keys-'));
const file = join(folder, 'keys', 'signing.key');
const settings = { signingKey: null, signingKeyFile: file, logName: 'ledger.example/credit' };
const policy = { everyEvents: 1, everySeconds: 1, after: [] };

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('the signing key', () => {
  it('is made once, for its owner alone, and read by whoever comes later', () => {
    const key = new SigningKeyFile(settings).key();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new SigningKeyFile(settings).key().line).toBe(key.line);
    expect(new SigningKeyFile({ ...settings, signingKey: `${key.line}\n`, signingKeyFile: '/nowhere' }).key().line).toBe(key.line);
    expect(() => new SigningKeyFile({ ...settings, signingKey: 'x' }).key()).toThrow('GRIDLEDGER_SIGNING_KEY');
  });

  it('is succeeded by one that both have signed for; the old one then signs nothing', async () => {
    const store = database.store();
    const keys = new SigningKeyFile(settings);
    const integrity = new Integrity({ pool: database.pool, store, keys, policy, thread: null, publish: [], projections: () => [] });
    const old = keys.key();
    const before = readCheckpoint(await integrity.checkpoint());
    const handover = readCheckpoint(await integrity.rotateKey());
    const succession = new KeySuccession(old.verifier);
    expect([before, handover].map((one) => succession.accepts(one))).toEqual([true, true]);
    expect(succession.keys[1]).toEqual(keys.key().verifier);
    expect(new SigningKeyFile(settings).verifiers()).toEqual([old.verifier, keys.key().verifier]);
    await store.append({ stream: 's', expectedRevision: 'no_stream', events: [{ type: 'T', version: 1, occurredOn: '2026-01-01', customers: [], payload: {} }], context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null } });
    const after = readCheckpoint(await integrity.checkpoint());
    expect(succession.accepts(after)).toBe(true);
    for (const other of [old.line, newSigningKey('ledger.example/credit').line]) {
      const stranger = new Integrity({ pool: database.pool, store, keys: new SigningKeyFile({ ...settings, signingKey: other }), policy, thread: null, publish: [], projections: () => [] });
      await expect(stranger.checkpoint()).rejects.toThrow('did not sign the latest checkpoint');
      await expect(stranger.rotateKey()).rejects.toThrow('GRIDLEDGER_SIGNING_KEY');
    }
  });

  it('is succeeded also if the process was killed between the signature and the change of the file', async () => {
    const keys = new SigningKeyFile(settings);
    const integrity = new Integrity({ pool: database.pool, store: database.store(), keys, policy, thread: null, publish: [], projections: () => [] });
    const old = readFileSync(file, 'utf8');
    await integrity.rotateKey();
    const next = readFileSync(file, 'utf8');
    writeFileSync(`${file}.next`, next);
    writeFileSync(file, old);
    const again = new Integrity({ pool: database.pool, store: database.store(), keys: new SigningKeyFile(settings), policy, thread: null, publish: [], projections: () => [] });
    await again.rotateKey();
    expect(readFileSync(file, 'utf8')).toBe(next);
    writeFileSync(file, 'damaged\n');
    expect(() => new SigningKeyFile(settings).key()).toThrow('damaged');
    writeFileSync(file, next);
  });
});
