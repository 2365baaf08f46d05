import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { DayKeeper } from './day-keeper.js';

function keeper(start: string) {
  const closed: string[] = [];
  const errors: unknown[] = [];
  let today = start;
  let failing = false;
  const keep = new DayKeeper({
    today: () => dayOf(today),
    close: async (day) => {
      if (failing) throw new Error('the database is away');
      closed.push(day);
      return { outcome: 'recorded', stream: 'calendar', events: [] };
    },
    onError: (error) => errors.push(error),
  });
  return { keep, closed, errors, on: (day: string) => (today = day), fail: (now: boolean) => (failing = now) };
}

describe('keeping the days', () => {
  it('given it starts, then yesterday is closed at once, and once', async () => {
    const { keep, closed } = keeper('2024-06-15');
    await keep.look();
    await keep.look();
    expect(closed).toEqual(['2024-06-14']);
  });

  it('given midnight passes, or the computer slept for days, then the day before is closed at the next look', async () => {
    const { keep, closed, on } = keeper('2024-06-15');
    await keep.look();
    on('2024-06-16');
    await keep.look();
    on('2024-06-20');
    await keep.look();
    expect(closed).toEqual(['2024-06-14', '2024-06-15', '2024-06-19']);
  });

  it('given the clock is set back, then nothing is closed until it has caught up', async () => {
    const { keep, closed, on } = keeper('2024-06-15');
    await keep.look();
    on('2024-06-10');
    await keep.look();
    on('2024-06-16');
    await keep.look();
    expect(closed).toEqual(['2024-06-14', '2024-06-15']);
  });

  it('given closing fails, then it is reported and tried again', async () => {
    const { keep, closed, errors, fail } = keeper('2024-06-15');
    fail(true);
    await keep.look();
    fail(false);
    await keep.look();
    expect([errors.length, closed]).toEqual([1, ['2024-06-14']]);
  });

  it('given the service is stopped, then it ends without waiting for the next minute', async () => {
    const { keep, closed } = keeper('2024-06-15');
    const stop = new AbortController();
    const kept = keep.keep(stop.signal);
    stop.abort();
    await kept;
    expect(closed).toEqual(['2024-06-14']);
  });
});
