import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { decideCloseDay, evolveCalendar } from './close-day.js';

const today = dayOf('2026-03-10');
const closedThrough = (day: string) => ({ through: dayOf(day) });

describe('closing a day', () => {
  it('given none was closed, then that day alone is closed', () => {
    expect(decideCloseDay({ through: null }, dayOf('2026-03-09'), today)?.payload).toEqual({ from: '2026-03-09', through: '2026-03-09' });
  });
  it('given days have passed since the last, then one event closes all of them', () => {
    expect(decideCloseDay(closedThrough('2026-02-27'), dayOf('2026-03-09'), today)?.payload).toEqual({ from: '2026-02-28', through: '2026-03-09' });
  });
  it('given it is closed already, then nothing happens', () => {
    expect(decideCloseDay(closedThrough('2026-03-09'), dayOf('2026-03-01'), today)).toBeNull();
  });
  it.each(['2026-03-10', '2026-03-11'])('given today is 2026-03-10, then %s is refused: it is not over', (day) => {
    expect(() => decideCloseDay({ through: null }, dayOf(day), today)).toThrow(/is not over yet/);
  });
  it('given events in any order, then the last day closed stands', () => {
    const event = (through: string) => ({ type: 'DayClosed' as const, payload: { from: through, through } });
    expect(evolveCalendar(evolveCalendar({ through: null }, event('2026-03-02')), event('2026-03-01'))).toEqual(closedThrough('2026-03-02'));
  });
});
