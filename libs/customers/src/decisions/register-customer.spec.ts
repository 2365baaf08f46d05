import { describe, expect, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { changeCustomerDetails } from './change-customer-details.js';
import { closeCustomer } from './close-customer.js';
import { reclassifyCustomer } from './reclassify-customer.js';
import { registerCustomer } from './register-customer.js';

const input = { customer_no: 'C1', name: 'Works', customer_class: 'power', opened_on: '2020-01-01', region: 'north', phone: '123' };
const opened: Told = ['CustomerOpened', { customer_class: 'power', opened_on: '2020-01-01', region: 'north', personal_hash: '<Works>.<123>.' }];

describe('RegisterCustomer', () => {
  it('keeps name, phone and address as keyed hashes only', () => {
    given().when(registerCustomer, input).then(opened);
  });

  it('records another name, region or phone as a change; what is left out stays', () => {
    given(opened).when(registerCustomer, input).thenNothing();
    given(opened).when(registerCustomer, { ...input, region: 'south' }).then(['CustomerDetailsChanged', { region: 'south' }]);
    given(opened).when(registerCustomer, { ...input, name: 'Mill', phone: null }).then(['CustomerDetailsChanged', { personal_hash: '<Mill>.<123>.' }]);
    given(opened).when(registerCustomer, { ...input, region: null, address: 'Lane 1' }).then(['CustomerDetailsChanged', { personal_hash: '<Works>.<123>.<Lane 1>' }]);
  });

  it('refuses another class or first day', () => {
    given(opened).when(registerCustomer, { ...input, customer_class: 'lighting' }).thenRefused('number-reused');
    given(opened).when(registerCustomer, { ...input, opened_on: '2020-01-02' }).thenRefused('number-reused');
  });

  it('shows no personal value when it refuses one', () => {
    const message = given().when(registerCustomer, { ...input, phone: 'a\u0007b' }).thenRefused('malformed-text');
    expect(message).not.toContain('\u0007');
    expect(message).toContain('withheld');
  });
});

describe('CloseCustomer', () => {
  const closed: Told = ['CustomerClosed', { closed_on: '2024-06-30' }];

  it('closes an account once, from its first day on', () => {
    given(opened).when(closeCustomer, { customer_no: 'C1', closed_on: '2024-06-30' }).then(closed);
    given(opened, closed).when(closeCustomer, { customer_no: 'C1', closed_on: '2024-06-30' }).thenNothing();
    given(opened, closed).when(closeCustomer, { customer_no: 'C1', closed_on: '2024-07-01' }).thenRefused('number-reused');
    given(opened).when(closeCustomer, { customer_no: 'C1', closed_on: '2019-12-31' }).thenRefused('too-early');
    given().when(closeCustomer, { customer_no: 'C1', closed_on: '2024-06-30' }).thenRefused('unknown-customer');
  });

  it('comes with an export that names the closing day; an older export changes nothing', () => {
    given(opened).when(registerCustomer, { ...input, closed_on: '2024-06-30' }).then(closed);
    given(opened, closed).when(registerCustomer, input).thenNothing();
  });
});

describe('ChangeCustomerDetails', () => {
  it('records only what is other than before', () => {
    given(opened).when(changeCustomerDetails, { customer_no: 'C1', region: 'north', contract_no: 'K1' }).then(['CustomerDetailsChanged', { contract_no: 'K1' }]);
    given(opened).when(changeCustomerDetails, { customer_no: 'C1', region: 'north' }).thenNothing();
    given(opened).when(changeCustomerDetails, { customer_no: 'C1' }).thenRefused('malformed-field');
    given().when(changeCustomerDetails, { customer_no: 'C1', region: 'north' }).thenRefused('unknown-customer');
  });
});

describe('ReclassifyCustomer', () => {
  const order = { customer_no: 'C1', customer_class: 'lighting', effective_from: '2024-01-01', reason: 'works given up' };
  const { customer_no: _, ...payload } = order;
  const reclassified: Told = ['CustomerReclassified', payload];

  it('records a new class from a day on', () => {
    given(opened).when(reclassifyCustomer, order).then(reclassified);
    given(opened, reclassified).when(reclassifyCustomer, order).thenNothing();
    given(opened).when(reclassifyCustomer, { ...order, customer_class: 'power' }).thenNothing();
  });

  it('refuses a day before the opening, and a second class from the same day', () => {
    given(opened).when(reclassifyCustomer, { ...order, effective_from: '2019-12-31' }).thenRefused('too-early');
    given(opened, reclassified).when(reclassifyCustomer, { ...order, customer_class: 'power' }).thenRefused('day-taken');
  });

  it('makes exports with the class before and after say nothing new', () => {
    given(opened, reclassified).when(registerCustomer, input).thenNothing();
    given(opened, reclassified).when(registerCustomer, { ...input, customer_class: 'lighting' }).thenNothing();
  });
});
