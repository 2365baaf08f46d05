import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { paceText } from '../step-progress.js';
import { overviewText, parkedText, processesText } from '../projection-texts.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

interface Done {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
const cli = (...words: string[]): Promise<Done> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: database.url, GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
    execFile(process.execPath, [join(CHECKOUT, 'apps/cli/bin/gridledger.mjs'), ...words], { env }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }));
  });

describe('gridledger projections', () => {
  it('lists, pauses, resumes and rebuilds from the command line, and says in one sentence what it does not know', async () => {
    expect((await cli('projections', 'rebuild', 'credit')).out).toBe('credit was not there yet and has been built.\n');
    const list = JSON.parse((await cli('projections', 'list', '--json')).out) as { readModels: { name: string; state: string; digest: { digest: string } }[]; processes: object[] };
    const listed = list.readModels;
    expect(list.processes).toEqual(expect.arrayContaining([{ name: 'when-an-answer-is-overdue-then-record-it', position: 0, lag: 0, waiting: 0, parked: 0, timers: 0, nextDue: null }]));
    expect(listed.map(({ name, state }) => [name, state])).toEqual(expect.arrayContaining([['credit', 'live']]));
    expect(listed[0].digest.digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await cli('projections', 'pause', 'credit')).out).toBe('credit is paused: it stays at the position it has.\n');
    expect((await cli('projections', '--quick')).out).toMatch(/^credit .* paused by /m);
    expect((await cli('projections', 'resume', 'credit')).out).toBe('credit goes on, and is up to the log.\n');
    expect(await cli('projections', 'rebuild', 'credit')).toMatchObject({ code: 0, out: expect.stringContaining('The rows are the same.\nSwitched to the new rows.') });
    expect(await cli('projections', 'rebuild', 'nothing')).toMatchObject({ code: 2, err: expect.stringContaining("There is no read model 'nothing'; there are ") });
  }, 240_000);

  it('fits a hundred columns', () => {
    const digest = { version: 2, position: 12_345_678, rows: 1_000_000, digest: 'a'.repeat(64) };
    const text = overviewText([{ name: 'credit', version: 3, liveVersion: 2, state: 'version to be raised', position: 12_345_678, lag: 20, partitions: [1, 2], pausedBy: null, pausedAt: null, parked: 3, kept: [1], rebuild: { version: 3, state: 'refused', position: 5 }, digest }]);
    const parked = parkedText([{ id: 4711, readModel: 'when-an-answer-is-overdue-then-record-it', version: 1, stage: 'live', key: 'C0000000000001', position: 12_345_678, eventId: 'e', eventType: 'RecordOverdueAnswer', class: 'refused', cause: 'refused: term-not-over', attempts: 2, waiting: 12, firstAt: '2024-01-01T00:00:00.000000Z', lastAt: '2024-01-01T00:00:00.000000Z' }]);
    const processes = processesText([{ name: 'when-an-answer-is-overdue-then-record-it', position: 12_345_678, lag: 20, waiting: 12, parked: 3, timers: 4711, nextDue: '2024-07-05' }]);
    expect(processes).toContain('2024-07-05');
    expect(Math.max(...`${text}${parked}${processes}`.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect([text, parked]).toEqual([expect.stringContaining(digest.digest), expect.stringContaining('refused: term-not-over')]);
  });

  it('tells rate and remaining time', () => {
    expect([paceText(0, 100, 50, 'events'), paceText(50_000, 200_000, 1000, 'events'), paceText(10, 100_000, 1000, 'events'), paceText(10, 10, 10, 'events')]).toEqual(['', '50,000 events/s, 3 s left', '10 events/s, 167 min left', '1,000 events/s']);
  });
});
