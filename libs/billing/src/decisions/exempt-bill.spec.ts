import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { exemptBill } from './exempt-bill.js';

const bill: Told = ['BillIssued', { bill_no: 'B1', period: '2023-01', issued_on: '2023-02-01', due_on: '2023-02-20', amount_fen: '100' }];
const exempted: Told = ['BillExempted', { bill_no: 'B1', decided_on: '2023-03-01', reason: 'meter misread' }];
const input = { bill_no: 'B1', decided_on: '2023-03-01', reason: 'meter misread' };

describe('ExemptBill', () => {
  it('exempts a bill, once', () => {
    given(bill).when(exemptBill, input).then(exempted);
    given(bill, exempted).when(exemptBill, input).thenNothing();
    given(bill, exempted).when(exemptBill, { ...input, reason: 'another' }).thenRefused('number-reused');
  });

  it('refuses a decision before the bill was issued, an unknown bill and an empty reason', () => {
    given(bill).when(exemptBill, { ...input, decided_on: '2023-01-31' }).thenRefused('too-early');
    given().when(exemptBill, input).thenRefused('unknown-bill');
    given(bill).when(exemptBill, { ...input, reason: '  ' }).thenRefused('malformed-text');
  });
});
