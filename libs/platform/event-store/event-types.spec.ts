import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z, type ZodType } from 'zod';
import { canonicalJson, type JsonObject } from '#platform/kernel/canonical-json.js';
import { EventTypes, type EventType } from './event-types.js';
import { loggedEvent } from './logged-event.js';
import { payloadCheck } from './payload-check.js';
import { countField, dayField, eventIdField, fenField, realDayField, textField, truthField } from './payload-fields.js';
import { UnreadableEvent } from './unreadable-event.js';

// A payment whose amount was first written in yuan, then in fen, and which then got the way it was paid.
const paid: readonly EventType[] = [
  { type: 'Paid', version: 1, schema: z.strictObject({ yuan: z.int() }), upcast: ({ yuan }) => ({ fen: String((yuan as number) * 100) }) },
  { type: 'Paid', version: 2, schema: z.strictObject({ fen: fenField }), upcast: (payload) => ({ ...payload, by: 'unknown' }) },
  { type: 'Paid', version: 3, schema: z.strictObject({ fen: fenField, by: z.enum(['cash', 'unknown']) }) },
];
const types = new EventTypes(paid);
const envelope = (type: string, version: number): string =>
  canonicalJson({ customers: ['C1'], id: 'e1', occurredOn: '2024-01-31', origin: 'live', revision: 4, stream: 'billing-C1', type, version });
const stored = (version: number, payload: JsonObject | string, type = 'Paid') => loggedEvent(7, null, envelope(type, version), typeof payload === 'string' ? payload : canonicalJson(payload), types);

describe('an event of an older version', () => {
  it('given it was written two versions ago, then it is read as the newest, while bytes and envelope tell what was written', () => {
    const event = stored(1, { yuan: 12 });
    expect(event.payload).toEqual({ fen: '1200', by: 'unknown' });
    expect(event.payloadBytes).toBe('{"yuan":12}');
    expect(event.envelope.version).toBe(1);
    expect(event.unreadable).toBeNull();
  });

  it('given all three versions in one stream, then a fold that knows the newest only adds them up', () => {
    const stream = [stored(1, { yuan: 1 }), stored(2, { fen: '20' }), stored(3, { fen: '3', by: 'cash' })];
    expect(stream.reduce((sum, { payload }) => sum + Number(payload.fen), 0)).toBe(123);
  });

  it('is no longer written', () => {
    expect(() => types.check({ type: 'Paid', version: 2, payload: { fen: '1' } })).toThrow('a Paid is written as version 3, no longer as version 2');
  });
});

describe('a chain of versions', () => {
  const register = (...versions: EventType[]) => () => new EventTypes(versions);
  it('has no gap, and leads from each version to the next', () => {
    expect(register(paid[0], paid[2])).toThrow('event type Paid has no version 2: its versions are 1, 2, 3 … without a gap');
    expect(register(paid[1], paid[2])).toThrow('event type Paid has no version 1');
    expect(register({ ...paid[0], upcast: undefined }, paid[1], paid[2])).toThrow('event type Paid version 1 needs an upcast to version 2');
    expect(register(paid[0], paid[1])).toThrow('event type Paid version 2 is the newest and cannot be brought to another');
    expect(register(paid[2], { ...paid[2], version: 1 }, { ...paid[2], version: 1 })).toThrow(/Paid/);
  });
  it('is registered once: again is nothing, otherwise is an error', () => {
    types.register(paid);
    expect(() => types.register([{ type: 'Paid', version: 1, schema: z.strictObject({}) }])).toThrow('event type Paid is registered twice');
  });
});

describe('an event that this release cannot read', () => {
  const cases: readonly [what: string, event: ReturnType<typeof stored>, reason: string, sentence: RegExp][] = [
    ['of an unknown type', stored(1, {}, 'Later'), 'unknown-type', /Later version 1, revision 4 of stream billing-C1.*knows no such type.*newer release/],
    ['of a newer version', stored(4, {}), 'unknown-version', /knows it up to version 3.*newer release/],
    ['whose payload is no JSON', stored(3, '{"fen":"secret'), 'payload-not-json', /its payload is no JSON object/],
    ['whose payload is a list', stored(3, '[]'), 'payload-not-json', /its payload is no JSON object/],
    ['off its schema', stored(2, { fen: 'secret' }), 'off-schema', /does not fit its type: fen: /],
    ['that the upcast breaks', stored(1, { yuan: -3 }), 'upcast-failed', /brought to version 3 it does not fit: fen/],
    ['without an envelope', loggedEvent(7, null, 'secret', '{}', types), 'envelope', /position 7.*its envelope is not that of an event/],
    ['whose envelope lacks its type', loggedEvent(null, null, '{"id":"secret"}', '{}', types), 'envelope', /not numbered yet/],
  ];
  it.each(cases)('%s: the reader is told why, and whoever decides is refused with a sentence that tells no content', (_, event, reason, sentence) => {
    expect(event.unreadable?.reason).toBe(reason);
    expect(() => event.payload).toThrow(UnreadableEvent);
    expect(event.unreadable!.message).toMatch(sentence);
    expect(event.unreadable!.message).not.toContain('secret');
  });
});

describe('the quick check of a payload', () => {
  const nested = z.strictObject({ id: eventIdField, days: z.array(dayField).min(1), until: realDayField.nullable(), note: textField.max(5).optional(), inner: z.strictObject({ yes: truthField, kind: z.enum(['a', 'b']), n: countField }), rest: z.record(z.string(), z.unknown()) });
  const schemas: readonly ZodType[] = [nested, ...paid.map(({ schema }) => schema), z.strictObject({ either: z.union([textField, countField]) }), z.object({ loose: textField })];
  const value = fc.oneof({ arbitrary: fc.constantFrom('a', '2024-02-30', '2024-02-28', '12', '', 'toolong', true, null, 1, 0, 1.5, [], ['2024-01-01'], {}, { yes: true, kind: 'a', n: 1 }, '0b8d5f3e-6f0c-4b3a-9b0e-2a5d1c7e4f10'), weight: 4 }, { arbitrary: fc.jsonValue(), weight: 1 });
  const fields = ['id', 'days', 'until', 'note', 'inner', 'rest', 'yuan', 'fen', 'by', 'either', 'loose', '__proto__'];

  it('never takes what the schema refuses', () => {
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.oneof(fc.dictionary(fc.constantFrom(...fields), value), value), (schema, payload) => {
        const said = JSON.parse(JSON.stringify(payload)) as unknown;
        return !payloadCheck(schema)(said) || schema.safeParse(said).success;
      }),
      { numRuns: 3000 },
    );
  });
  it('takes a full and a bare payload', () => {
    const bare = { id: '0b8d5f3e-6f0c-4b3a-9b0e-2a5d1c7e4f10', days: ['2024-01-01'], until: null, inner: { yes: true, kind: 'a', n: 1 }, rest: { any: [1] } };
    expect([bare, { ...bare, note: 'short', until: '2024-02-29' }].map(payloadCheck(nested))).toEqual([true, true]);
    expect([{ ...bare, note: 'too long' }, { ...bare, until: '2024-02-30' }, { ...bare, days: [] }].map(payloadCheck(nested))).toEqual([false, false, false]);
  });
});
