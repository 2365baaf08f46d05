import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, endOfNextMonth, formatDay, dayOf, parseDay } from './day.js';

const anyDay = fc.integer({ min: dayOf('0001-01-01'), max: dayOf('9999-12-31') });

describe('a day', () => {
  it('is counted as the calendar counts it', () => {
    fc.assert(fc.property(anyDay, (day) => {
      const date = new Date(day * 86_400_000);
      expect(formatDay(day)).toBe(date.toISOString().slice(0, 10));
      expect(parseDay(formatDay(day))).toBe(day);
    }));
  });
  it.each(['2023-02-29', '2024-02-30', '2023-13-01', '2023-00-10', '2023-1-1', '2023-01-32', '', '0000-01-01', '2023-01-01T00:00', ' 2023-01-01', '２０２３-01-01'])('is not %j', (text) => {
    expect(parseDay(text)).toBeNull();
  });
  it.each([
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2023-03-31', -1, '2023-02-28'],
    ['2023-08-31', 24, '2025-08-31'],
  ])('%s and %i months is %s', (day, months, then) => {
    expect(formatDay(addMonths(dayOf(day), months))).toBe(then);
  });
  it.each([['2023-01-25', '2023-02-28'], ['2024-01-01', '2024-02-29'], ['2023-11-30', '2023-12-31'], ['2023-12-01', '2024-01-31'], ['2023-10-31', '2023-11-30']])(
    'after %s the next month ends on %s',
    (day, then) => expect(formatDay(endOfNextMonth(dayOf(day)))).toBe(then),
  );
});
