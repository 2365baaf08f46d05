import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../../../test/support/test-database.js';
import type { TestDatabase } from '../../../../test/support/test-database.js';
import { newSigningKey } from '../proof/signing-key.js';
import { Sealer } from '../sealing/sealer.js';
import { Publisher } from './publisher.js';
import { publishingTarget } from './publishing-target.js';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'gridledger-publish-'));
const key = newSigningKey('ledger.example/credit');
let sign: () => Promise<string>;

beforeAll(async () => {
  database = await openTestDatabase();
  const store = database.store();
  const sealer = new Sealer(database.pool, store);
  let streams = 0;
  sign = async () => {
    await store.append({ stream: `s${streams++}`, expectedRevision: 'no_stream', events: [{ type: 'T', version: 1, occurredOn: '2026-01-01', customers: ['C1'], payload: {} }], context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null } });
    await sealer.seal();
    return (await sealer.checkpoint(key)).note;
  };
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('checkpoints outside the database', () => {
  it('lie in a folder, each in its own file, and none is ever written over', async () => {
    const publisher = new Publisher(database.pool, [`file:${folder}/witness`]);
    const [first, second] = [await sign(), await sign()];
    expect(await publisher.publish()).toEqual([]);
    const files = readdirSync(`${folder}/witness`).sort();
    expect(files).toEqual(['checkpoint-000000000001.txt', 'checkpoint-000000000002.txt']);
    expect(files.map((file) => readFileSync(`${folder}/witness/${file}`, 'utf8'))).toEqual([first, second]);
    writeFileSync(`${folder}/witness/checkpoint-000000000003.txt`, second);
    await sign();
    expect((await publisher.publish())[0].message).toContain('holds another checkpoint');
    rmSync(`${folder}/witness/checkpoint-000000000003.txt`);
    expect(await publisher.publish()).toEqual([]);
  });

  it('are commits of a git folder, pushed to whoever holds a copy', async () => {
    execFileSync('git', ['init', '--quiet', '--bare', `${folder}/remote`]);
    execFileSync('git', ['init', '--quiet', `${folder}/git`]);
    execFileSync('git', ['-C', `${folder}/git`, 'remote', 'add', 'origin', `${folder}/remote`]);
    const publisher = new Publisher(database.pool, [`git:${folder}/git`]);
    expect(await publisher.publish()).toEqual([]);
    const note = await sign();
    expect(await publisher.publish()).toEqual([]);
    expect(await publisher.publish()).toEqual([]);
    const log = execFileSync('git', ['-C', `${folder}/remote`, 'log', '--all', '--format=%s'], { encoding: 'utf8' });
    expect(log).toBe('Checkpoint of 4 events\nCheckpoint of 3 events\n');
    expect(execFileSync('git', ['-C', `${folder}/git`, 'show', 'HEAD:checkpoint-000000000004.txt'], { encoding: 'utf8' })).toBe(note);
  });

  it('are posted to an address, again until it has taken them, in order', async () => {
    const taken: string[] = [];
    let status = 503;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        if (status === 200) taken.push(`${request.headers.authorization} ${body}`);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const publisher = new Publisher(database.pool, [`http://witness:secret@127.0.0.1:${port}/in`]);
    const [failure] = await publisher.publish();
    expect(failure).toEqual({ target: `http://127.0.0.1:${port}/in`, message: `http://127.0.0.1:${port}/in did not take the checkpoint (status 503).` });
    status = 200;
    expect(await publisher.publish()).toEqual([]);
    const note = await sign();
    expect(await publisher.publish()).toEqual([]);
    expect(taken.length).toBe(5);
    expect(taken[4]).toBe(`Basic ${Buffer.from('witness:secret').toString('base64')} ${note}`);
    await new Promise((resolve) => server.close(resolve));
    await sign();
    expect((await publisher.publish())[0].message).toContain('cannot be reached (ECONNREFUSED)');
  });

  it('go nowhere that is no such place', () => {
    for (const text of ['ftp://x/y', 'http://elsewhere.example/in', 'file:relative', 'git:', 'nonsense']) expect(() => publishingTarget(text)).toThrow('GRIDLEDGER_CHECKPOINT_PUBLISH');
    expect(() => publishingTarget('https://user:secret@host/x').name).not.toThrow();
    expect(publishingTarget('https://user:secret@host/x').name).toBe('https://host/x');
  });
});
