import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventPages } from '#apps/cli/src/event-pages.js';
import { examplePayload, payloadSchema } from '#platform/event-store/example-payload.js';
import { EventTypes, type EventType } from '#platform/event-store/event-types.js';
import { payloadCheck } from '#platform/event-store/payload-check.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { Json, JsonObject } from '#platform/kernel/canonical-json.js';
import type { Projector } from '#platform/projecting/projector.js';
import { EVENT_TYPES, PROJECTOR } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
let types: EventTypes;
beforeAll(async () => {
  product = await openProduct();
  types = product.app.get<EventTypes>(EVENT_TYPES);
});
afterAll(() => product?.close());

const refusal = ({ type, version }: EventType, payload: unknown): string | null => {
  try {
    types.check({ type, version, payload: payload as JsonObject });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};
/** Nothing that any field is: neither a text, a number, a truth, a list nor null. */
const WRONG = { wrong: { type: true } };

describe('docs/events', () => {
  it('is fresh: run `node apps/cli/bin/run.mjs apps/cli/src/write-event-pages.ts` after an event type has changed', () => {
    const pages = eventPages(types.list(), product.app.get<Projector>(PROJECTOR).projections);
    const folder = join(CHECKOUT, 'docs/events');
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    for (const [name, text] of pages) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });
});

describe('every event type of the product', () => {
  it('says what it means, in both languages, who writes it and where it lies', () => {
    expect(types.list().filter(({ meaning, room, stream }) => !meaning?.en || !meaning.zh || !room || !stream).map(({ type }) => type)).toEqual([]);
  });

  it('takes the example that its page shows', () => {
    expect(types.list().map((type) => refusal(type, examplePayload(type))).filter(Boolean)).toEqual([]);
  });

  it('refuses a field that is missing, one too many, and one of the wrong kind', () => {
    const taken: string[] = [];
    const offer = (type: EventType, payload: JsonObject, what: string): void => {
      if (refusal(type, payload) === null || payloadCheck(type.schema)(payload)) taken.push(`${type.type} ${what}`);
    };
    for (const type of types.list()) {
      const example = examplePayload(type);
      const { required = [] } = payloadSchema(type);
      expect(required.length).toBeGreaterThan(0);
      for (const name of required) offer(type, Object.fromEntries(Object.entries(example).filter(([other]) => other !== name)) as JsonObject, `without ${name}`);
      offer(type, { ...example, one_too_many: 'x' }, 'with a field too many');
      for (const name of Object.keys(example)) {
        if (example[name] !== null && typeof example[name] === 'object') offer(type, { ...example, [name]: 'text' }, `with a text as ${name}`);
        else for (const wrong of [WRONG, null, typeof example[name] === 'string' ? 7 : 'seven', ''] as Json[]) offer(type, { ...example, [name]: wrong }, `with ${JSON.stringify(wrong)} as ${name}`);
      }
      for (const wrong of [null, [], 'text', 7]) expect(payloadCheck(type.schema)(wrong)).toBe(false);
    }
    expect(taken).toEqual([]);
  });
});
