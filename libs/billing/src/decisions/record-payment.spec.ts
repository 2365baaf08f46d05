import { describe, expect, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { recordPayment } from './record-payment.js';
import { recordPaymentReturn } from './record-payment-return.js';

const bill: Told = ['BillIssued', { bill_no: 'B1', period: '2023-01', issued_on: '2023-02-01', due_on: '2023-02-20', amount_fen: '10000' }];
const paid: Told = ['PaymentReceived', { payment_no: 'P1', bill_no: 'B1', paid_on: '2023-02-10', amount_fen: '10000' }];
const returned: Told = ['PaymentReturned', { payment_no: 'P1', returned_on: '2023-02-12' }];
const input = { payment_no: 'P1', customer_no: 'C1', bill_no: 'B1', paid_on: '2023-02-10', amount: '100' };

describe('RecordPayment', () => {
  it('records a payment on a bill', () => {
    given(bill).when(recordPayment, input).then(paid);
  });

  it('takes an amount as a number or a text, and compares by value', () => {
    given(bill, paid).when(recordPayment, { ...input, amount: 100 }).thenNothing();
    given(bill, paid).when(recordPayment, { ...input, amount: '100.00' }).thenNothing();
  });

  it.each([['0'], ['-1'], ['1.234'], ['1e3'], ['1,000'], [''], ['99999999999999']])('refuses the amount %s', (amount) => {
    expect(() => given(bill).when(recordPayment, { ...input, amount }).then()).toThrow();
  });

  it('refuses a payment before the bill was issued', () => {
    given(bill).when(recordPayment, { ...input, paid_on: '2023-01-31' }).thenRefused('too-early');
    given(bill).when(recordPayment, { ...input, paid_on: '2023-02-01' }).then(['PaymentReceived', { ...paid[1], paid_on: '2023-02-01' }]);
  });

  it('refuses a day that does not exist', () => {
    given(bill).when(recordPayment, { ...input, paid_on: '2023-02-30' }).thenRefused('malformed-day');
  });

  it('refuses an unknown bill and an unknown customer', () => {
    given().when(recordPayment, input).thenRefused('unknown-bill');
    given(bill).andOpenedOn(null).when(recordPayment, input).thenRefused('unknown-customer');
  });

  it('refuses the number with other content, and names what differs', () => {
    const message = given(bill, paid).when(recordPayment, { ...input, paid_on: '2023-02-11' }).thenRefused('number-reused');
    expect(message).toContain('paid_on 2023-02-10, not 2023-02-11');
  });

  it('refuses what is above the bill, together with what was paid', () => {
    given(bill).when(recordPayment, { ...input, amount: '100.01' }).thenRefused('above-what-is-owed');
    given(bill, paid).when(recordPayment, { ...input, payment_no: 'P2', amount: '0.01' }).thenRefused('above-what-is-owed');
  });

  it('does not count a payment that was returned', () => {
    given(bill, paid, returned).when(recordPayment, { ...input, payment_no: 'P2' }).then(['PaymentReceived', { ...paid[1], payment_no: 'P2' }]);
  });
});

describe('RecordPaymentReturn', () => {
  it('records a return, with or without the customer named', () => {
    given(bill, paid).when(recordPaymentReturn, { payment_no: 'P1', returned_on: '2023-02-12' }).then(returned);
    given(bill, paid, returned).when(recordPaymentReturn, { payment_no: 'P1', returned_on: '2023-02-12', customer_no: 'C1' }).thenNothing();
  });

  it('refuses a return before its payment, of no payment, and a second one', () => {
    given(bill, paid).when(recordPaymentReturn, { payment_no: 'P1', returned_on: '2023-02-09' }).thenRefused('too-early');
    given(bill).when(recordPaymentReturn, { payment_no: 'P1', returned_on: '2023-02-12' }).thenRefused('unknown-payment');
    given(bill, paid, returned).when(recordPaymentReturn, { payment_no: 'P1', returned_on: '2023-02-13' }).thenRefused('number-reused');
  });
});
