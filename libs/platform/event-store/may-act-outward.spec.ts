import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { mayActOutward } from './may-act-outward.js';

const today = dayOf('2024-03-08');

describe('acting outward', () => {
  it('is allowed on live facts up to the limit of days and not beyond', () => {
    expect(mayActOutward({ origin: 'live', occurredOn: '2024-03-08' }, today)).toBe(true);
    expect(mayActOutward({ origin: 'live', occurredOn: '2024-03-01' }, today)).toBe(true);
    expect(mayActOutward({ origin: 'live', occurredOn: '2024-02-29' }, today)).toBe(false);
    expect(mayActOutward({ origin: 'live', occurredOn: '2024-02-29' }, today, 8)).toBe(true);
  });

  it.each(['import', 'simulation'] as const)('is never allowed on facts of origin %s', (origin) => {
    expect(mayActOutward({ origin, occurredOn: '2024-03-08' }, today)).toBe(false);
  });
});
