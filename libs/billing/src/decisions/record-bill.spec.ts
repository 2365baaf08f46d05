import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { recordBill } from './record-bill.js';

const input = { bill_no: 'B1', customer_no: 'C1', period: '2023-01', issued_on: '2023-02-01', due_on: '2023-02-20', amount: '689.50' };
const issued: Told = ['BillIssued', { bill_no: 'B1', period: '2023-01', issued_on: '2023-02-01', due_on: '2023-02-20', amount_fen: '68950' }];

describe('RecordBill', () => {
  it('records a bill, its amount in whole fen', () => {
    given().when(recordBill, input).then(issued);
  });

  it('takes a bill due on the day it was issued, but not before', () => {
    given().when(recordBill, { ...input, due_on: '2023-02-01' }).then(['BillIssued', { ...issued[1], due_on: '2023-02-01' }]);
    given().when(recordBill, { ...input, due_on: '2023-01-31' }).thenRefused('too-early');
  });

  it('refuses a bill issued before the customer was opened', () => {
    given().andOpenedOn('2023-02-01').when(recordBill, input).then(issued);
    given().andOpenedOn('2023-02-02').when(recordBill, input).thenRefused('before-opening');
  });

  it('refuses a month that does not exist and lists every field that is wrong', () => {
    given().when(recordBill, { ...input, period: '2023-13', amount: '0', due_on: '2023-02-30' }).thenRefused('malformed-period', 'malformed-day', 'malformed-money');
  });

  it('changes nothing when it comes again, and refuses other content under the number', () => {
    given(issued).when(recordBill, { ...input, amount: 689.5 }).thenNothing();
    given(issued).when(recordBill, { ...input, amount: '689.51' }).thenRefused('number-reused');
  });

  it('does not bring back what was entered in error unless told to', () => {
    const inError: Told = ['BillingRecordEnteredInError', { voided_event: 'e0', voided_type: 'BillIssued', document: 'B1', reason: 'x' }];
    given(issued, inError).when(recordBill, input).thenNothing();
    given(issued, inError).when(recordBill, { ...input, record_again: true }).then(issued);
    given(issued, inError).when(recordBill, { ...input, amount: '1' }).then(['BillIssued', { ...issued[1], amount_fen: '100' }]);
  });

  it('refuses a field it does not have, and one that is missing', () => {
    given().when(recordBill, { ...input, remark: 'x' }).thenRefused('unknown-field');
    const { due_on: _, ...rest } = input;
    given().when(recordBill, rest).thenRefused('malformed-field');
  });
});
