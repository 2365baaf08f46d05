import { expect, it } from '@jest/globals';
import { leftOut, leftOutText } from './left-out.js';

it('given customers of whom something is parked, then they are counted, and named for whoever sees all customers', () => {
  const question = { parked: new Set(['C2', 'C1']) };
  expect(leftOut(question, null)).toEqual({ leftOut: { count: 2, customers: ['C1', 'C2'], see: 'projections parked' } });
  expect(leftOut(question, ['North'])).toEqual({ leftOut: { count: 2, see: 'projections parked' } });
  expect([leftOutText(question, null), leftOutText(question, ['North'])]).toEqual([expect.stringMatching(/projections parked\): C1, C2\n$/), expect.stringMatching(/: 2 customers\n$/)]);
  expect([leftOut({}, null), leftOutText({}, null)]).toEqual([{}, '']);
});
