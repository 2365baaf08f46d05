import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CREDIT_FACT_TYPES } from '#credit/case-file/fold-case-file.js';
import type { Envelope, NumberedEvent } from '#platform/event-store/event-store.js';
import { examplePayload, payloadSchema } from '#platform/event-store/example-payload.js';
import type { EventType, EventTypes } from '#platform/event-store/event-types.js';
import { LogRecords, logRecord } from '#platform/event-store/log-record.js';
import { loggedEvent } from '#platform/event-store/logged-event.js';
import { QuickEvents } from '#platform/event-store/quick-events.js';
import { canonicalJson, type Json, type JsonObject } from '#platform/kernel/canonical-json.js';
import { EVENT_TYPES } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
let types: EventTypes;
let quick: QuickEvents;
beforeAll(async () => {
  product = await openProduct();
  types = product.app.get<EventTypes>(EVENT_TYPES);
  quick = new QuickEvents(types.patterns());
});
afterAll(() => product?.close());

const ID = '0b8d5f3e-6f0c-4b3a-9b0e-2a5d1c7e4f10';
const envelopeOf = (type: string, version: number, more: Partial<Envelope> = {}): string =>
  canonicalJson({ causationId: null, correlationId: 'a "customers":["nobody"],"id":"x" b', customers: ['C1'], id: ID, occurredOn: '2024-01-31', origin: 'live', recordedBy: 'Li Wei', revision: 4, stream: 'billing-C1', type, version, ...more });

/** The record of an event behind another one, so that nothing rests on where it begins. */
function record(envelope: string, payload: string): LogRecords {
  const event = (position: number): NumberedEvent => loggedEvent(position, '2024-01-31T00:00:00Z', envelope, payload, types) as NumberedEvent;
  const records = new LogRecords(Buffer.concat([logRecord(event(6)), logRecord(event(2 ** 40 + 7))]));
  records.next();
  expect(records.next()).toBe(true);
  expect(records.position).toBe(2 ** 40 + 7);
  return records;
}

const slowly = (records: LogRecords): unknown => {
  try {
    return records.event(types);
  } catch {
    return null;
  }
};

describe('an event that is read off a record of the log without parsing', () => {
  it('is read so for every type that a score rests on', () => {
    const read = (name: string): unknown => {
      const type = types.list().findLast((one) => one.type === name)!;
      return quick.read(record(envelopeOf(name, type.version), canonicalJson(examplePayload(type))));
    };
    for (const name of CREDIT_FACT_TYPES) expect(read(name)).toMatchObject({ customer: 'C1', id: ID, type: name });
  });

  it('is the one that parsing and checking gives, or is left to that, whatever stands in its place', () => {
    const value = fc.oneof(
      fc.constantFrom<Json>('2024-02-30', '2024-2-3', '', 'a"b', 'back\\slash', 'a\nb', '客户', '\u2028', '😀', '0', '007', '12', 12, 0, -1, 1.5, 1e21, true, false, null, [], {}, '2024-13', '4.5', '"],"id":"', ID, '","type":"BillIssued","version":1}'),
      fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => text.isWellFormed()),
    );
    const edits = fc.array(fc.record({ at: fc.nat(), value }), { maxLength: 2 });
    const list = types.list().map((type) => ({ type: type as EventType, example: examplePayload(type), names: [...Object.keys(payloadSchema(type).properties ?? {}), 'one_too_many'] }));
    let readQuickly = 0;
    fc.assert(
      fc.property(fc.nat(), edits, fc.boolean(), fc.constantFrom('C1', '客户-2', 'q"uote', 'back\\slash', '"],"id":"'), (which, changes, extra, customer) => {
        const { type, example, names } = list[which % list.length];
        const payload: JsonObject = { ...example };
        for (const { at, value: changed } of changes) {
          const name = names[at % names.length];
          if (extra) delete payload[name];
          else payload[name] = changed;
        }
        const records = record(envelopeOf(type.type, type.version, { customers: [customer, 'C9'] }), canonicalJson(payload));
        const found = quick.read(records);
        if (found) readQuickly++;
        return found === null || canonicalJson(found) === canonicalJson(slowly(records));
      }),
      { numRuns: 2000, seed: 4 },
    );
    expect(readQuickly).toBeGreaterThan(200);
  });

  it.each([
    ['{"a":1}', 'another object'],
    ['{"bill_no":"B1","customer_no":"C1","decided_on":"2024-01-01","reason":"x"} ', 'something behind it'],
    ['{,"bill_no":"B1","customer_no":"C1","decided_on":"2024-01-01","reason":"x"}', 'a comma too many'],
    ['{"bill_no":"B1""customer_no":"C1","decided_on":"2024-01-01","reason":"x"}', 'a comma too few'],
    ['{"bill_no":"B1","customer_no":"C1","decided_on":"2024-01-01","reason":"\\q"}', 'an escape that there is not'],
    ['{"bill_no":"B1","customer_no":"C1","decided_on":"2024-01-01","reason":"a\nb"}', 'a bare line feed'],
    ['{"customer_no":"C1","bill_no":"B1","decided_on":"2024-01-01","reason":"x"}', 'an order that is not canonical'],
  ])('is left to the parser where the payload is %j: %s', (payload) => {
    expect(quick.read(record(envelopeOf('BillExempted', 1), payload))).toBeNull();
  });

  it('is left to the parser where its version is an older or unknown one, or it concerns nobody', () => {
    const payload = '{"bill_no":"B1","customer_no":"C1","decided_on":"2024-01-01","reason":"x"}';
    expect(quick.read(record(envelopeOf('BillExempted', 1), payload))).not.toBeNull();
    expect(quick.read(record(envelopeOf('BillExempted', 2), payload))).toBeNull();
    expect(quick.read(record(envelopeOf('BillExempted', 1, { customers: [] }), payload))).toBeNull();
  });
});
