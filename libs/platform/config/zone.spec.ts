import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { dayInZone, endOfDay, instantOf, isZone, knownAsOfInstant } from './zone.js';

describe('days and instants', () => {
  it('writes microseconds as a text that sorts', () => {
    expect(instantOf(1_700_000_000_000_001)).toBe('2023-11-14T22:13:20.000001Z');
    expect(instantOf(0)).toBe('1970-01-01T00:00:00.000000Z');
    expect(instantOf(-1)).toBe('1969-12-31T23:59:59.999999Z');
  });

  it('knows the local day of an instant', () => {
    expect(dayInZone('2024-02-29T15:59:59.999999Z', 'Asia/Shanghai')).toBe(dayOf('2024-02-29'));
    expect(dayInZone('2024-02-29T16:00:00.000000Z', 'Asia/Shanghai')).toBe(dayOf('2024-03-01'));
    expect(dayInZone('2024-03-01T04:59:59.999999Z', 'America/New_York')).toBe(dayOf('2024-02-29'));
  });

  it('ends a day where the next one begins, also when clocks change or midnight does not exist', () => {
    expect(endOfDay('2024-03-31', 'Asia/Shanghai')).toBe('2024-03-31T15:59:59.999999Z');
    expect(endOfDay('2024-03-31', 'Europe/Berlin')).toBe('2024-03-31T21:59:59.999999Z');
    expect(endOfDay('2018-11-03', 'America/Sao_Paulo')).toBe('2018-11-04T02:59:59.999999Z');
  });

  it.each([
    ['2024-03-31', '2024-03-31T15:59:59.999999Z'],
    ['2024-03-31T18:00:00+08:00', '2024-03-31T10:00:00.000000Z'],
    ['2024-03-31t18:00:00.5z', '2024-03-31T18:00:00.500000Z'],
    ['2024-03-31T18:00:00.1234569-01:30', '2024-03-31T19:30:00.123456Z'],
    ['2024-03-31T18:00:00.123456999999Z', '2024-03-31T18:00:00.123456Z'],
  ])('takes %s as known as of %s', (given, instant) => expect(knownAsOfInstant(given, 'Asia/Shanghai')).toBe(instant));

  it.each(['2024-02-30', '2024-02-30T00:00:00Z', '2024-03-31T18:00:00', '2024-03-31T25:00:00Z', 'yesterday', '', '2024-03-31T18:00:00+0800'])('refuses to know as of %s', (given) => {
    expect(() => knownAsOfInstant(given, 'Asia/Shanghai')).toThrow(`'${given}' is not a time that something can be known as of; expected is a day such as 2024-03-31`);
  });

  it('tells zones from other words', () => expect(['Asia/Shanghai', 'UTC', 'Nowhere/Atlantis', ''].map(isZone)).toEqual([true, true, false, false]));
});
