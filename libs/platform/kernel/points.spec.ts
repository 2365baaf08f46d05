import { describe, expect, it } from '@jest/globals';
import { formatPoints, parsePoints } from './points.js';

describe('points', () => {
  it.each([['-10', -100000], ['0.5', 5000], ['0', 0], ['-0', 0], ['12.3456', 123456], ['100', 1000000]])('%s is %i units', (text, units) => expect(parsePoints(text)).toBe(units));
  it.each(['', '-', '1.23456', '1e3', '.5', '5.', '+1', ' 1', 'ten'])('%j is none', (text) => expect(parsePoints(text)).toBeNull());
  it.each([[1_000_000, 30_000, '33.33'], [-500_000, 30_000, '-16.67'], [2_500_000, 30_000, '83.33'], [50, 10_000, '0.01'], [-50, 10_000, '0.00'], [905_000, 10_000, '90.50']])(
    '%i/%i is shown as %s, halves up',
    (amount, scale, shown) => expect(formatPoints(amount, scale)).toBe(shown),
  );
});
