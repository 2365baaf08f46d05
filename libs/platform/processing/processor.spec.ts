import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { refuse } from '../deciding/refusal.js';
import type { EventStore } from '../event-store/event-store.js';
import { dayOf } from '../kernel/day.js';
import type { JsonObject } from '../kernel/canonical-json.js';
import type { GivenBy } from '../recording/commands/command-registry.js';
import { eventIds } from './command-id.js';
import type { Process } from './process.js';
import { Processor, type ProcessorTools } from './processor.js';

let database: TestDatabase;
let store: EventStore;
let now: number;
beforeAll(async () => {
  database = await openTestDatabase();
  now = Date.parse('2024-06-01T04:00:00Z') * 1000;
  store = database.store({ clock: { nowMicros: () => now } });
});
afterAll(() => database.close());

// A payment leads to an invitation, and to a reminder three days later unless an answer came. The commands append an
// event each, under the ids that follow from theirs.
let number = 0;
let process: Process;
let type: (name: string) => string;
let given: { name: string; input: JsonObject }[];
let failing: (name: string, input: JsonObject) => void;
let tools: ProcessorTools;
beforeEach(() => {
  const prefix = `P${++number}`;
  type = (name) => `${prefix}${name}`;
  given = [];
  failing = () => {};
  process = {
    name: `when-paid-then-invite-${number}`, room: 'service', eventTypes: [type('Paid'), type('Answered')], gives: ['Invite', 'Remind'],
    react: ({ envelope, payload }) => {
      if (payload.bad) throw new TypeError('cannot make anything of it');
      const [customer] = envelope.customers;
      if (envelope.type === type('Answered')) return [{ forget: customer }];
      return [{ give: 'Invite', input: { customer } }, { remind: customer, on: String(payload.remind_on), note: { customer } }];
    },
    onTimer: ({ note }) => [{ give: 'Remind', input: note }],
  };
  tools = {
    pool: database.pool, store, dayOf: (instant) => dayOf(instant.slice(0, 10)), closing: { type: type('DayClosed'), through: ({ payload }) => String(payload.through) },
    commands: {
      get: (name) => ({ name, room: name === 'Pay' ? 'billing' : 'service' }) as never,
      dispatch: async (name, input, { commandId, causationId }: GivenBy) => {
        failing(name, input as JsonObject);
        given.push({ name, input: input as JsonObject });
        await store.append({
          stream: `${prefix}-${commandId}`, expectedRevision: 'no_stream', ids: eventIds(commandId!, 1), context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: causationId! },
          events: [{ type: type(`${name}d`), version: 1, occurredOn: '2024-01-01', customers: [String((input as JsonObject).customer)], payload: {} }],
        });
        return { outcome: 'recorded', stream: '', events: [] };
      },
    },
  };
});

const processor = (): Processor => {
  const one = new Processor(tools);
  one.add(process);
  return one;
};
async function record(name: string, customer: string | null, payload: JsonObject): Promise<void> {
  now += 1_000_000;
  await store.append({
    stream: randomUUID(), expectedRevision: 'no_stream', context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null },
    events: [{ type: type(name), version: 1, occurredOn: '2024-01-01', customers: customer ? [customer] : [], payload }],
  });
  await store.settle();
}
const orders = () => given.map(({ name, input }) => `${name} ${String(input.customer)}`);

describe('a process', () => {
  it('given events and closed days, then commands in the order of the log, and timers by recorded days only', async () => {
    await record('Paid', 'A', { remind_on: '2024-06-04' });
    await record('Paid', 'B', { remind_on: '2024-06-04' });
    const one = processor();
    await one.run();
    expect(orders()).toEqual(['Invite A', 'Invite B']);
    await record('DayClosed', null, { through: '2024-06-03' });
    await record('Answered', 'B', {});
    await one.run();
    expect(orders()).toHaveLength(2);
    await record('DayClosed', null, { through: '2024-06-05' });
    await one.run();
    expect(orders()).toEqual(['Invite A', 'Invite B', 'Remind A']);
    await record('Paid', 'C', { remind_on: '2024-06-02' });
    await one.run();
    expect(orders().slice(3)).toEqual(['Invite C', 'Remind C']);
  });

  it('given it looks only long afterwards, then exactly the same commands', async () => {
    await record('Paid', 'A', { remind_on: '2024-06-04' });
    await record('DayClosed', null, { through: '2024-06-04' });
    await record('Answered', 'A', {});
    await record('Paid', 'B', { remind_on: '2024-06-06' });
    await record('Answered', 'B', {});
    await record('DayClosed', null, { through: '2024-06-07' });
    await processor().run();
    expect(orders()).toEqual(['Invite A', 'Remind A', 'Invite B']);
  });

  it('given it is killed after a command was carried out and before that was noted, then it is not carried out again', async () => {
    await record('Paid', 'A', { remind_on: '2024-06-09' });
    const dispatch = tools.commands.dispatch;
    const dying = { ...tools.commands, dispatch: async (...args: Parameters<typeof dispatch>) => {
      await dispatch(...args);
      throw Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' });
    } };
    const killed = new Processor({ ...tools, commands: dying });
    killed.add(process);
    await expect(killed.run()).rejects.toThrow('the connection is gone');
    await processor().run();
    expect(orders()).toEqual(['Invite A']);
  });

  it('given several processors at once, then each command once', async () => {
    for (let i = 0; i < 12; i++) await record('Paid', `M${i % 4}`, { remind_on: '2024-06-30' });
    await Promise.all([processor(), processor(), processor()].map((one) => one.run()));
    await processor().run();
    expect(orders().sort()).toEqual(Array.from({ length: 12 }, (_, i) => `Invite M${i % 4}`).sort());
  });

  it('given a command is refused, then its customer waits, others go on, and a retry goes on in order', async () => {
    failing = (_, { customer }) => {
      if (customer === 'A') throw refuse('not-now', 'Customer A is not to be invited now.');
    };
    await record('Paid', 'A', { remind_on: '2024-06-30' });
    await record('Paid', 'B', { remind_on: '2024-06-30' });
    const one = processor();
    await one.run();
    await record('Paid', 'A', { remind_on: '2024-06-30' });
    await one.run();
    expect(orders()).toEqual(['Invite B']);
    const [parked] = (await one.parked()).filter(({ readModel }) => readModel === process.name);
    expect(parked).toMatchObject({ key: 'A', class: 'refused', cause: 'refused: not-now', waiting: 1, attempts: 1, eventType: 'Invite' });
    expect(await one.retry(parked.id)).toEqual({ process: process.name, key: 'A', cause: 'refused: not-now' });
    failing = () => {};
    expect(await one.retry(parked.id)).toMatchObject({ cause: null });
    expect(orders()).toEqual(['Invite B', 'Invite A', 'Invite A']);
    await expect(one.retry(parked.id)).rejects.toThrow(`Nothing is parked under ${parked.id}`);
  });

  it('given a reaction fails, then the event is parked and what comes later of the same customer waits behind it', async () => {
    await record('Paid', 'A', { bad: true });
    await record('Paid', 'A', { remind_on: '2024-06-30' });
    await record('Paid', 'B', { remind_on: '2024-06-30' });
    const one = processor();
    await one.run();
    expect(orders()).toEqual(['Invite B']);
    expect((await one.parked()).filter(({ readModel }) => readModel === process.name)).toMatchObject([{ key: 'A', class: 'bug', waiting: 1 }]);
  });

  it('given it orders what belongs to another room, then it does not start', async () => {
    process = { ...process, gives: ['Pay'] };
    await expect(processor().run()).rejects.toThrow(/gives Pay, which belongs to billing/);
  });
});
