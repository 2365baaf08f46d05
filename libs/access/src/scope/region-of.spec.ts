import { describe, expect, it } from '@jest/globals';
import type { CustomerEvent } from '#customers/events.js';
import { regionOf } from './region-of.js';

const opened = (region?: string): CustomerEvent => ({ type: 'CustomerOpened', payload: { customer_no: 'C1', customer_class: 'power', opened_on: '2024-01-01', region, personal: '', personal_hash: '' } });
const moved = (region?: string): CustomerEvent => ({ type: 'CustomerDetailsChanged', payload: { customer_no: 'C1', region } });
const voided = (voided_event: string): CustomerEvent => ({ type: 'CustomerRecordEnteredInError', payload: { customer_no: 'C1', voided_event, voided_type: '', document: 'C1', reason: 'x' } });
const of = (...events: CustomerEvent[]) => regionOf(events.map((event, i) => ({ id: `e${i}`, event })));

describe('the region of a customer', () => {
  it('is that of the opening, until a change says another', () => {
    expect(of(opened('North'))).toBe('North');
    expect(of(opened('North'), moved(undefined), moved('South'))).toBe('South');
    expect(of(opened(), moved('South'))).toBe('South');
  });
  it('is null where none is recorded, and undefined where there is no customer', () => {
    expect(of(opened())).toBeNull();
    expect(of()).toBeUndefined();
    expect(of(opened('North'), voided('e0'))).toBeUndefined();
  });
  it('a change entered in error never was', () => {
    expect(of(opened('North'), moved('South'), voided('e1'))).toBe('North');
  });
});
