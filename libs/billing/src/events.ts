/** The street door of the billing room: stream `billing-<customer_no>`. Money is whole fen, as a decimal string. */
export interface BillIssued {
  type: 'BillIssued';
  payload: { bill_no: string; customer_no: string; period: string; issued_on: string; due_on: string; amount_fen: string };
}
export interface PaymentReceived {
  type: 'PaymentReceived';
  payload: { payment_no: string; customer_no: string; bill_no: string; paid_on: string; amount_fen: string };
}
/** From `returned_on` on the payment counts as never made, for all earlier days too (domain.md §3.3, 2). */
export interface PaymentReturned {
  type: 'PaymentReturned';
  payload: { payment_no: string; customer_no: string; returned_on: string };
}
/** From `decided_on` on the bill counts as never issued (domain.md §3.3, 14). */
export interface BillExempted {
  type: 'BillExempted';
  payload: { bill_no: string; customer_no: string; decided_on: string; reason: string };
}
/** A wrong account number was given on purpose; the mandate is void (COM-05). */
export interface MandateFoundVoid {
  type: 'MandateFoundVoid';
  payload: { finding_no: string; customer_no: string; found_on: string };
}
export interface BillingRecordEnteredInError {
  type: 'BillingRecordEnteredInError';
  payload: { customer_no: string; voided_event: string; voided_type: string; document: string; reason: string };
}

export type BillingEvent =
  | BillIssued
  | PaymentReceived
  | PaymentReturned
  | BillExempted
  | MandateFoundVoid
  | BillingRecordEnteredInError;

export const billingStream = (customerNo: string): string => `billing-${customerNo}`;
