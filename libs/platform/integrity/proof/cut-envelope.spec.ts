import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { cutEnvelope } from './cut-envelope.js';

const text = fc.oneof({ weight: 60, arbitrary: fc.stringMatching(/^[a-z0-9,:{}客-]{0,9}$/) }, fc.string({ maxLength: 12 }), fc.constantFrom('","', 'C1', '","type":"X', 'a\\b', '\u0001', '客户', ']'));
const envelope = fc
  .record({ id: text, type: text, version: fc.nat(9), stream: text, revision: fc.nat(), occurredOn: text, customers: fc.array(text, { maxLength: 3 }), origin: text }, { requiredKeys: ['id', 'type', 'version', 'stream', 'revision', 'occurredOn', 'customers', 'origin'] })
  .chain((base) => fc.option(fc.record({ recordedBy: text, correlationId: text, causationId: fc.option(text) })).map((linked) => ({ ...base, ...linked })));

describe('what is cut out of an envelope', () => {
  it('is what parsing it says, or nothing', () => {
    let cuts = 0;
    fc.assert(
      fc.property(envelope, (one) => {
        const bytes = canonicalJson(one);
        const cut = cutEnvelope(bytes);
        if (!cut) return;
        cuts++;
        const { customers, id, revision, stream, type } = JSON.parse(bytes) as typeof one;
        expect(cut).toEqual({ customers, id, revision, stream, type });
      }),
      { numRuns: 2000 },
    );
    expect(cuts).toBeGreaterThan(200);
  });

  it.each(['', '{}', '{"customers":["C1"], "id":"x"}', '{"customers":[],"id":"a","occurredOn":"d","origin":"live","revision":1,"stream":"s","type":"T","version":1}\n', '{"customers":[],"id":"a","occurredOn":"d","origin":"live","revision":1,"stream":"s","type":"T","version":01}', '{"customers":[1],"id":"a","occurredOn":"d","origin":"live","revision":1,"stream":"s","type":"T","version":1}'])('is nothing of %j', (bytes) => {
    expect(cutEnvelope(bytes)).toBeNull();
  });
});
