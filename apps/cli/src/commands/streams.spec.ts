import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import type pg from 'pg';
import { AnyEventType } from '#platform/event-store/event-types.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { Refusal } from '#platform/deciding/refusal.js';
import { DATABASE, EVENT_STORE } from '#platform/tokens.js';
import { openProduct, type Product } from '../../../../test/support/open-product.js';
import { displayWidth } from '../table.js';
import { register } from './streams.js';

let product: Product;
beforeAll(async () => {
  product = await openProduct('2024-02-01T04:00:00Z');
  const settle = () => product.app.get<EventStore>(EVENT_STORE).settle();
  await product.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-06-01' });
  await settle();
  for (let i = 1; i <= 3; i++) {
    product.at(`2024-02-0${i + 1}T04:00:00Z`);
    await product.record('RecordBill', { bill_no: `B${i}`, customer_no: 'C1', period: '2024-01', issued_on: '2024-02-01', due_on: '2024-02-25', amount: '120.50' });
    await settle();
  }
  product.at('2024-02-05T04:00:00Z');
  const newer = new PostgresEventStore(product.app.get<pg.Pool>(DATABASE), new AnyEventType(), { nowMicros: () => Date.parse('2024-02-05T04:00:00Z') * 1000 });
  await newer.append({ stream: 'billing-C1', expectedRevision: 2, context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null }, events: [{ type: 'BillDeferred', version: 1, occurredOn: '2024-02-05', customers: ['C1'], payload: { bill_no: 'B1' } }] });
  await newer.close();
});
afterAll(() => product.close());

async function run(...given: string[]): Promise<string> {
  const written: string[] = [];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const program = new Command('gridledger').exitOverride();
    register(program, async () => product.app);
    await program.parseAsync(['streams', ...given], { from: 'user' });
  } finally {
    stdout.mockRestore();
  }
  return written.join('');
}

describe('streams read', () => {
  it('shows a stream as a table that fits the terminal, with what cannot be read and why', async () => {
    const text = await run('read', 'billing-C1');
    const lines = text.trimEnd().split('\n');
    expect(lines[2]).toMatch(/^ +0 +2 {2}2024-02-02 04:00:00Z {2}BillIssued +.*bill_no=B1/);
    expect(lines[5]).toMatch(/^ +3 +5 {2}2024-02-05 04:00:00Z {2}BillDeferred +\(unreadable: unknown-type\) \{"bill_no":"B1"\}/);
    expect(lines.filter((line) => displayWidth(line) > 100)).toEqual([]);
  });
  it('turns it round, and shows the part that was asked for', async () => {
    const revisions = async (...more: string[]): Promise<string[]> => (await run('read', 'billing-C1', ...more)).split('\n').flatMap((line) => /^ +(\d)/.exec(line)?.[1] ?? []);
    expect(await revisions('--backwards')).toEqual(['3', '2', '1', '0']);
    expect(await revisions('--from', '1', '--to', '2')).toEqual(['1', '2']);
    expect(await revisions('--backwards', '--limit', '2')).toEqual(['3', '2']);
    expect(await run('read', 'billing-C1', '--from', '9')).toBe('The stream billing-C1 has no events between these revisions.\n');
  });
  it('never opens personal data', async () => {
    const sealed = JSON.parse(JSON.parse(await run('read', 'customer-C1', '--json')).payload).personal as string;
    expect(await run('read', 'customer-C1')).not.toContain(sealed.slice(0, 12));
    for (const shown of [await run('read', 'customer-C1'), await run('read', 'customer-C1', '--json')]) expect(shown).not.toContain('王小明');
  });
  it('gives the bytes as they were written', async () => {
    const [first, , , last] = (await run('read', 'billing-C1', '--json')).trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(first.payload).toBe('{"amount_fen":"12050","bill_no":"B1","customer_no":"C1","due_on":"2024-02-25","issued_on":"2024-02-01","period":"2024-01"}');
    expect(JSON.parse(first.envelope)).toMatchObject({ type: 'BillIssued', revision: 0 });
    expect(last.unreadable.reason).toBe('unknown-type');
  });
  it('refuses an unknown stream and a number that is none, as errors of the call', async () => {
    for (const given of [['read', 'billing-C9'], ['read', 'billing-C1', '--from', '-1'], ['read', 'billing-C1', '--limit', '0']]) {
      await expect(run(...given)).rejects.toThrow(Refusal);
      await run(...given).catch((error: Refusal) => expect([400, 404]).toContain(error.status));
    }
  });
});

describe('streams stats', () => {
  it('tells the log in figures, with a curve of its days', async () => {
    const text = await run('stats');
    expect(text).toMatch(/^5 events in 2 streams, \d\.\d KiB; 0 waited for their number\.\nLast position 5, recorded 2024-02-05T04:00:00\.\d{6}Z\.\n/);
    expect(text).toMatch(/BillIssued +1 +3 +60\.0% +\d/);
    expect(text).toContain('Events by day of recording (UTC), 2024-02-01 to 2024-02-05:');
    expect(text.split('\n').filter((line) => displayWidth(line) > 100)).toEqual([]);
    expect(JSON.parse(await run('stats', '--json'))).toMatchObject({ events: 5, streams: 2, position: 5, waited: 0, byDay: [{ day: '2024-02-01', events: 1 }, { day: '2024-02-02', events: 1 }, { day: '2024-02-03', events: 1 }, { day: '2024-02-04', events: 1 }, { day: '2024-02-05', events: 1 }] });
  });
});
