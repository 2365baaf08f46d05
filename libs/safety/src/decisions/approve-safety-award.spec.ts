import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import { approveSafetyAward } from './approve-safety-award.js';

const input = { award_no: 'A1', customer_no: 'C1', period_from: '2020-01-01', period_to: '2022-12-31', approved_on: '2023-01-15', approved_by: 'Chen Jing' };

describe('ApproveSafetyAward', () => {
  it('records an award whatever its period: whether it is granted is judged when asked', () => {
    const { customer_no: _, ...payload } = { ...input, period_to: '2020-02-01' };
    given().when(approveSafetyAward, { ...input, period_to: '2020-02-01' }).then(['SafetyAwardApproved', payload]);
  });

  it('refuses days out of order: approval before the period ends, an end before its beginning', () => {
    given().when(approveSafetyAward, { ...input, approved_on: '2022-12-30' }).thenRefused('too-early');
    given().when(approveSafetyAward, { ...input, period_to: '2019-12-31', period_from: '2020-01-01' }).thenRefused('too-early');
  });

  it('refuses a period that begins before the customer was opened', () => {
    given().andOpenedOn('2020-01-02').when(approveSafetyAward, input).thenRefused('before-opening');
  });
});
