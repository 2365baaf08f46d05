import { describe, expect, it } from '@jest/globals';
import type { PersonalDataErased } from '#erasure/events.js';
import { dayOf } from '#platform/kernel/day.js';
import { askingRules } from '../asking-rules.js';
import { customerFacts, type CustomerFacts } from '../customer-facts.js';
import { evolveInvitations, NEVER_INVITED } from '../customer-invitations.js';
import type { InvitationEvent } from '../invitation-events.js';
import { decideCloseInvitations } from './close-invitation.js';
import { decideInvite, type InviteToSurvey } from './invite.js';
import { decideRedeemToken } from './redeem-token.js';
import { decideRemind } from './remind.js';

const rules = askingRules(dayOf('2026-11-25'));
const wish: InviteToSurvey = { customerNo: 'C1', questionnaire: 'supply-service', edition: 1, moment: 'payment', channel: 'payment', payment: 'P1' };
const facts: CustomerFacts = { open: true, region: 'North', customerClass: 'power', withdrawn: false };
const issued = (n: number, on: string, more: object = {}): InvitationEvent => ({
  type: 'SurveyInvitationIssued',
  payload: { invitation: `S-C1-${n}`, customer_no: 'C1', questionnaire: 'supply-service', edition: 1, moment: 'payment', channel: 'payment', customer_class: 'power', token_hash: `hash${n}`, issued_on: on, expires_on: '2026-03-31', ...more },
});
const redeemed: InvitationEvent = { type: 'SurveyTokenRedeemed', payload: { invitation: 'S-C1-1', customer_no: 'C1', redeemed_on: '2026-03-02' } };
const coupon: InvitationEvent = { type: 'SurveyCouponGranted', payload: { invitation: 'S-C1-1', customer_no: 'C1', coupon: 'K-C1-1', worth_fen: '500', granted_on: '2026-03-02' } };
const given = (...events: InvitationEvent[]) => events.reduce(evolveInvitations, NEVER_INVITED);
const invite = (state: ReturnType<typeof given>, on: string, more: Partial<InviteToSurvey> = {}, known: CustomerFacts | null = facts) => {
  const decided = decideInvite(state, { ...wish, ...more }, known, rules, dayOf(on));
  return 'event' in decided ? decided.event : decided.not.code;
};

describe('whether a customer is asked', () => {
  it('given nobody asked before, then asked, with what is known of the customer on that day and thirty days to answer', () => {
    expect(invite(given(), '2026-03-01')).toEqual({
      invitation: 'S-C1-1', customer_no: 'C1', questionnaire: 'supply-service', edition: 1, payment: 'P1', moment: 'payment', channel: 'payment', region: 'North', customer_class: 'power', issued_on: '2026-03-01', expires_on: '2026-03-31',
    });
  });
  it('given asked less than 90 days ago, by whatever, then not; on the ninetieth day again', () => {
    const before = given(issued(1, '2026-03-01'));
    expect([invite(before, '2026-05-29', { payment: 'P2' }), invite(before, '2026-05-29', { payment: undefined, wave: 'W' })]).toEqual(['asked-recently', 'asked-recently']);
    expect(invite(before, '2026-05-30', { payment: 'P2' })).toMatchObject({ invitation: 'S-C1-2' });
  });
  it('given the same payment or wave asked once, then never again', () => {
    expect(invite(given(issued(1, '2026-03-01', { payment: 'P1' })), '2027-01-01')).toBe('asked-before');
    expect(invite(given(issued(1, '2026-03-01', { wave: 'W' })), '2027-01-01', { payment: undefined, wave: 'W' })).toBe('asked-before');
  });
  it('given no account, none any more, or a person who was erased, then not', () => {
    expect([invite(given(), '2026-03-01', {}, null), invite(given(), '2026-03-01', {}, { ...facts, open: false }), invite(given(), '2026-03-01', {}, { ...facts, withdrawn: true })]).toEqual(['unknown-customer', 'account-closed', 'person-withdrawn']);
  });
});

describe('what is known of a customer', () => {
  const opened = { id: 'e1', event: { type: 'CustomerOpened', payload: { customer_no: 'C1', customer_class: 'power', opened_on: '2020-01-01', region: 'North', personal: 'x', personal_hash: 'x' } } } as const;
  const erased = { type: 'PersonalDataErased', payload: { customer_no: 'C1', erased_on: '2026-01-01', reason: 'r', law: 'l', subjects: [], stays: [] } } satisfies PersonalDataErased;
  it('follows changes, and forgets what was entered in error', () => {
    const moved = { id: 'e2', event: { type: 'CustomerDetailsChanged', payload: { customer_no: 'C1', region: 'South' } } } as const;
    const wrong = { id: 'e3', event: { type: 'CustomerRecordEnteredInError', payload: { customer_no: 'C1', voided_event: 'e2', voided_type: 'x', document: 'x', reason: 'r' } } } as const;
    expect(customerFacts([opened, moved], [], dayOf('2026-01-01'))).toMatchObject({ region: 'South', open: true });
    expect(customerFacts([opened, moved, wrong], [], dayOf('2026-01-01'))).toMatchObject({ region: 'North' });
    expect(customerFacts([], [], dayOf('2026-01-01'))).toBeNull();
    expect(customerFacts([opened], [erased], dayOf('2026-01-01'))).toMatchObject({ withdrawn: true });
  });
});

describe('an invitation', () => {
  it('given it is answered, then that and the coupon together, and neither a second time', () => {
    expect(decideRedeemToken(given(issued(1, '2026-03-01')), 'S-C1-1', rules, dayOf('2026-03-02'))).toEqual([redeemed, coupon]);
    expect(decideRedeemToken(given(issued(1, '2026-03-01'), redeemed, coupon), 'S-C1-1', rules, dayOf('2026-03-02'))).toEqual([]);
    expect(() => decideRedeemToken(given(), 'S-C1-1', rules, dayOf('2026-03-02'))).toThrow(/no invitation/);
  });
  it('given nobody answers, then reminded once each time, and neither after the answer nor after the last day', () => {
    expect(decideRemind(given(issued(1, '2026-03-01')), 'S-C1-1', 1, false, dayOf('2026-03-09'))).toEqual({ invitation: 'S-C1-1', customer_no: 'C1', number: 1, sent_on: '2026-03-09' });
    expect([
      decideRemind(given(issued(1, '2026-03-01'), redeemed), 'S-C1-1', 1, false, dayOf('2026-03-09')), decideRemind(given(issued(1, '2026-03-01')), 'S-C1-1', 1, false, dayOf('2026-04-01')), decideRemind(given(issued(1, '2026-03-01')), 'S-C1-1', 1, true, dayOf('2026-03-09')),
    ]).toEqual([null, null, null]);
  });
  it('given the quota is full or the person erased, then what is open is closed', () => {
    const closed = (reason: string) => [{ type: 'SurveyInvitationClosed', payload: { invitation: 'S-C1-2', customer_no: 'C1', reason, closed_on: '2026-07-01' } }];
    const state = given(issued(1, '2026-03-01'), redeemed, issued(2, '2026-06-30', { wave: 'W', stratum: 'a' }));
    expect(decideCloseInvitations(state, 'C1', 'erased', dayOf('2026-07-01'))).toEqual(closed('erased'));
    expect(decideCloseInvitations(state, 'C1', 'quota-full', dayOf('2026-07-01'), { wave: 'W', stratum: 'a' })).toEqual(closed('quota-full'));
    expect(decideCloseInvitations(state, 'C1', 'quota-full', dayOf('2026-07-01'), { wave: 'W', stratum: 'b' })).toEqual([]);
  });
});
