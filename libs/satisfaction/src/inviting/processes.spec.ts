import { describe, expect, it } from '@jest/globals';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { dayOf } from '#platform/kernel/day.js';
import type { Process } from '#platform/processing/process.js';
import { whenAQuotaIsFullThenCloseItsStratum } from './when-a-quota-is-full-then-close-its-stratum.js';
import { whenASampleIsDrawnThenInviteIt } from './when-a-sample-is-drawn-then-invite-it.js';
import { whenAPaymentIsReceivedThenInvite } from './when-a-payment-is-received-then-invite.js';
import { whenAPersonIsErasedThenCloseInvitations } from './when-a-person-is-erased-then-close-invitations.js';
import { whenAnInvitationIsNotAnsweredThenRemind } from './when-an-invitation-is-not-answered-then-remind.js';

const today = dayOf('2026-03-10');
const hears = (process: Process, type: string, payload: object, envelope: object = {}) =>
  process.react({ envelope: { id: 'e', type, occurredOn: '2026-03-09', origin: 'live', customers: ['C1'], ...envelope }, payload } as unknown as NumberedEvent, { today });

describe('a payment', () => {
  const payment = { customer_no: 'C1', payment_no: 'P1', paid_on: '2026-03-09' };
  it('that comes in asks the customer', () => {
    expect(hears(whenAPaymentIsReceivedThenInvite, 'PaymentReceived', payment)).toEqual([{ give: 'InviteAfterPayment', input: { customer_no: 'C1', payment_no: 'P1' } }]);
  });
  it.each([['imported', { origin: 'import' }], ['simulated', { origin: 'simulation' }], ['of weeks ago', { occurredOn: '2026-02-20' }]])('that is %s asks nobody', (_what, envelope) => {
    expect(hears(whenAPaymentIsReceivedThenInvite, 'PaymentReceived', payment, envelope)).toEqual([]);
  });
});

describe('an invitation', () => {
  const named = { invitation: 'S-C1-1', customer_no: 'C1' };
  it('is reminded of after seven and fourteen days, unless it was answered or looked at long after', () => {
    expect(hears(whenAnInvitationIsNotAnsweredThenRemind, 'SurveyInvitationIssued', { ...named, issued_on: '2026-03-09' })).toEqual([
      { remind: 'S-C1-1 1', on: '2026-03-15', note: { invitation: 'S-C1-1', number: 1, due_on: '2026-03-16' } },
      { remind: 'S-C1-1 2', on: '2026-03-22', note: { invitation: 'S-C1-1', number: 2, due_on: '2026-03-23' } },
    ]);
    expect(hears(whenAnInvitationIsNotAnsweredThenRemind, 'SurveyTokenRedeemed', named)).toContainEqual({ forget: 'S-C1-1 2' });
    const due = { id: 'S-C1-1 1', key: 'C1', note: { invitation: 'S-C1-1', number: 1, due_on: '2026-03-10' } };
    expect(whenAnInvitationIsNotAnsweredThenRemind.onTimer!(due, { today })).toEqual([{ give: 'RemindOfSurvey', input: { customer_no: 'C1', invitation: 'S-C1-1', number: 1 } }]);
    expect(whenAnInvitationIsNotAnsweredThenRemind.onTimer!(due, { today: today + 8 })).toEqual([]);
  });
  it('of somebody who is erased is closed', () => {
    expect(hears(whenAPersonIsErasedThenCloseInvitations, 'ErasureOrdered', { customer_no: 'C1' })).toEqual([{ give: 'CloseSurveyInvitations', input: { customer_no: 'C1', reason: 'erased' } }]);
  });
});

describe('a wave', () => {
  const portion = { wave: 'W', portion: 1, sample: [{ customer_no: 'C1', stratum: 'a' }, { customer_no: 'C2', stratum: 'b' }] };
  const invited = [{ give: 'InviteInWave', as: 'InviteInWave C1', input: { customer_no: 'C1', wave: 'W', stratum: 'a' } }, { give: 'InviteInWave', as: 'InviteInWave C2', input: { customer_no: 'C2', wave: 'W', stratum: 'b' } }];
  it('asks its sample when it opens, at once or later', () => {
    expect(hears(whenASampleIsDrawnThenInviteIt, 'WaveSampleDrawn', { ...portion, opens_on: '2026-03-09' })).toEqual(invited);
    const [reminder] = hears(whenASampleIsDrawnThenInviteIt, 'WaveSampleDrawn', { ...portion, opens_on: '2026-03-20' }) as [{ remind: string; on: string; note: never }];
    expect(reminder).toMatchObject({ remind: 'W 1', on: '2026-03-19' });
    const due = { id: 'W 1', key: 'C1', note: reminder.note };
    expect(whenASampleIsDrawnThenInviteIt.onTimer!(due, { today: dayOf('2026-03-20') })).toEqual(invited);
    expect(whenASampleIsDrawnThenInviteIt.onTimer!(due, { today: dayOf('2026-05-20') })).toEqual([]);
  });
  it('of months ago, or a simulated one, asks nobody', () => {
    expect(hears(whenASampleIsDrawnThenInviteIt, 'WaveSampleDrawn', { ...portion, opens_on: '2025-03-09' })).toEqual([]);
    expect(hears(whenASampleIsDrawnThenInviteIt, 'WaveSampleDrawn', { ...portion, opens_on: '2026-03-09' }, { origin: 'simulation' })).toEqual([]);
  });
  it('looks with each answer whether a quota is full', () => {
    const redeemed = { invitation: 'S-C1-1', customer_no: 'C1', redeemed_on: '2026-03-09' };
    expect(hears(whenAQuotaIsFullThenCloseItsStratum, 'SurveyTokenRedeemed', { ...redeemed, wave: 'W', stratum: 'a' })).toEqual([{ give: 'CloseFullStratum', input: { wave: 'W', stratum: 'a' } }]);
    expect(hears(whenAQuotaIsFullThenCloseItsStratum, 'SurveyTokenRedeemed', redeemed)).toEqual([]);
  });
});
