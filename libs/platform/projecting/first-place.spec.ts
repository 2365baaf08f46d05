import { describe, expect, it } from '@jest/globals';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { firstPlace } from './first-place.js';

/** A log that holds one event of a type at each of the positions, and counts how many positions were looked at. */
function logWith(head: number, places: Record<string, number>) {
  const seen = { positions: 0, reads: 0 };
  const log: Pick<EventStore, 'readAll' | 'head'> = {
    head: async () => ({ position: head, recordedAt: null }),
    readAll: async function* ({ after, upTo, types = [] }) {
      seen.reads++;
      seen.positions += upTo! - after;
      const found = types.map((type) => places[type]).filter((at) => at > after && at <= upTo!).sort((a, b) => a - b);
      if (found.length > 0) yield found.map((position) => ({ position, recordedAt: `t${position}` }) as NumberedEvent);
    },
  };
  return { log, seen };
}

describe('the first event of some types', () => {
  it.each([[1], [100], [101], [900], [901], [65_000], [99_999]])('given it stands at %i of 100,000, then it is found, having looked at little more than what lies before', async (at) => {
    const { log, seen } = logWith(100_000, { A: at, B: 100_000 });
    expect(await firstPlace(log, ['A', 'B'])).toEqual({ position: at, recordedAt: `t${at}` });
    expect(seen.positions).toBeLessThanOrEqual(Math.max(100, at * 9));
  });
  it('is looked for once, and by each set of types for itself', async () => {
    const { log, seen } = logWith(500, { A: 7, B: 9 });
    for (let i = 0; i < 3; i++) expect((await firstPlace(log, ['A']))?.position).toBe(7);
    expect(seen.reads).toBe(1);
    expect((await firstPlace(log, ['B']))?.position).toBe(9);
  });
  it('is none where there is none yet, and found when there is one', async () => {
    const places: Record<string, number> = {};
    const { log } = logWith(1000, places);
    expect(await firstPlace(log, ['A'])).toBeNull();
    places.A = 1000;
    expect((await firstPlace(log, ['A']))?.position).toBe(1000);
  });
});
