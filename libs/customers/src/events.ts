/** The street door of the customers room: stream `customer-<customer_no>`. Field names are those of domain.md §4. */
export type CustomerClass = 'power' | 'lighting';

export interface CustomerOpened {
  type: 'CustomerOpened';
  payload: {
    customer_no: string;
    customer_class: CustomerClass;
    opened_on: string;
    region?: string;
    segment?: string;
    contract_no?: string;
    /** name, phone and address, encrypted under the customer's own key (platform/personal-data). */
    personal: string;
    /** Keyed hash of the same, to see without decrypting whether a record brings something new. */
    personal_hash: string;
  };
}
export interface CustomerDetailsChanged {
  type: 'CustomerDetailsChanged';
  /** Only what changed. `personal`, where present, replaces name, phone and address as a whole. */
  payload: {
    customer_no: string;
    region?: string;
    segment?: string;
    contract_no?: string;
    personal?: string;
    personal_hash?: string;
  };
}
export interface CustomerClosed {
  type: 'CustomerClosed';
  payload: { customer_no: string; closed_on: string };
}
/** From `effective_from` on the customer is scored, with its whole history, under the new class. */
export interface CustomerReclassified {
  type: 'CustomerReclassified';
  payload: { customer_no: string; customer_class: CustomerClass; effective_from: string; reason: string };
}
/** Void from the start for every knowledge date at or after this event (domain.md §3.3, 16). */
export interface CustomerRecordEnteredInError {
  type: 'CustomerRecordEnteredInError';
  payload: { customer_no: string; voided_event: string; voided_type: string; document: string; reason: string };
}

export type CustomerEvent =
  | CustomerOpened
  | CustomerDetailsChanged
  | CustomerClosed
  | CustomerReclassified
  | CustomerRecordEnteredInError;

export const customerStream = (customerNo: string): string => `customer-${customerNo}`;
