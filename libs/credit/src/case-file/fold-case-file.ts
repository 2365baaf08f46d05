import { dayOf } from '#platform/kernel/day.js';
import type { CustomerEvent } from '#customers/events.js';
import type { BillingEvent } from '#billing/events.js';
import type { SafetyEvent } from '#safety/events.js';
import type { LegalEvent } from '#legal/events.js';
import type { CooperationEvent } from '#cooperation/events.js';
import type { FieldAssessmentEvent } from '#field-assessment/events.js';
import { isVoid, type AssessmentFact, type CaseFile, type Fact, type FactKind, type FactKinds } from './case-file.js';

/** The events that a credit score rests on. */
export type CreditFact =
  | CustomerEvent
  | BillingEvent
  | SafetyEvent
  | LegalEvent
  | CooperationEvent
  | FieldAssessmentEvent;

/** An event's place in the log, as far as the case file needs it. */
export interface FactSource {
  readonly id: string;
  readonly position: number;
}

/**
 * Adds one event to a case file, in place: the caller owns it and hands over events in the order of the log.
 * Pure otherwise. The switch has no default, so that a new event is a compile error until it is answered here.
 */
export function foldCaseFile(file: CaseFile, event: CreditFact, { id, position: at }: FactSource): void {
  const add = <Kind extends FactKind>(kind: Kind, no: string, on: string, more: Omit<FactKinds[Kind], keyof Fact>): void => {
    const fact = { id, at, on: dayOf(on), no, ...more } as unknown as FactKinds[Kind];
    ((file.facts[kind] ??= []) as FactKinds[Kind][]).push(fact);
  };
  switch (event.type) {
    case 'CustomerOpened': {
      const { customer_no, opened_on, customer_class, region, segment } = event.payload;
      return add('opened', customer_no, opened_on, { cls: customer_class, ...(region && { region }), ...(segment && { segment }) });
    }
    case 'CustomerDetailsChanged': {
      const { customer_no, region, segment } = event.payload;
      if (region === undefined && segment === undefined) return;
      // A change of details has no day of its own in the exchange file: it is known from its position on.
      return add('details', customer_no, '0001-01-01', { region, segment });
    }
    case 'CustomerClosed':
      return add('closed', event.payload.customer_no, event.payload.closed_on, {});
    case 'CustomerReclassified':
      return add('reclassified', event.payload.customer_no, event.payload.effective_from, { cls: event.payload.customer_class });
    case 'BillIssued': {
      const { bill_no, issued_on, due_on, period, amount_fen } = event.payload;
      return add('bill', bill_no, issued_on, { per: period, due: dayOf(due_on), fen: Number(amount_fen) });
    }
    case 'PaymentReceived': {
      const { payment_no, paid_on, bill_no, amount_fen } = event.payload;
      return add('payment', payment_no, paid_on, { bill: bill_no, fen: Number(amount_fen) });
    }
    case 'PaymentReturned':
      return add('returned', event.payload.payment_no, event.payload.returned_on, {});
    case 'BillExempted':
      return add('exempted', event.payload.bill_no, event.payload.decided_on, {});
    case 'MandateFoundVoid':
      return add('mandate', event.payload.finding_no, event.payload.found_on, {});
    case 'SafetyIncidentOccurred': {
      const { incident_no, occurred_on, kind, wide_outage } = event.payload;
      return add('incident', incident_no, occurred_on, { kind, wide: wide_outage });
    }
    case 'IncidentConcealmentFound':
      return add('concealment', event.payload.incident_no, event.payload.concealed_found_on, {});
    case 'SafetyDefectFound': {
      const { finding_no, found_on, kind, persons } = event.payload;
      return add('safetyFinding', finding_no, found_on, { kind, persons });
    }
    case 'SafetyDefectRectified':
      return add('safetyRectified', event.payload.finding_no, event.payload.rectified_on, {});
    case 'SafetyAwardApproved': {
      const { award_no, approved_on, period_from, period_to } = event.payload;
      return add('award', award_no, approved_on, { from: dayOf(period_from), to: dayOf(period_to) });
    }
    case 'CaseOpened':
      return add('case', event.payload.case_no, event.payload.occurred_on, { kind: event.payload.kind });
    case 'CaseConfirmed':
      return add('confirmed', event.payload.case_no, event.payload.confirmed_on, {});
    case 'CaseWithdrawn':
      return add('withdrawn', event.payload.case_no, event.payload.withdrawn_on, {});
    case 'ReportReceived':
      return add('report', event.payload.report_no, event.payload.reported_on, { kind: event.payload.kind });
    case 'ReportVerified':
      return add('verified', event.payload.report_no, event.payload.verified_on, {});
    case 'CooperationFailureFound':
      return add('cooperationFinding', event.payload.finding_no, event.payload.found_on, { kind: event.payload.kind });
    case 'RectificationNoticeServed':
      return add('notice', event.payload.notice_no, event.payload.served_on, { due: dayOf(event.payload.deadline_on) });
    case 'RectificationNoticeMet':
      return add('noticeMet', event.payload.notice_no, event.payload.rectified_on, {});
    case 'FieldAssessmentReplaced':
    case 'FieldAssessmentApproved': {
      if (event.type === 'FieldAssessmentReplaced') toggle(file, event.payload.replaced_event, at, true);
      const { assessment_no, approved_on, assessed_on, area, score } = event.payload;
      return add('assessment', assessment_no, approved_on, {
        area,
        halves: Number(score) * 2,
        day: dayOf(assessed_on),
        ...(event.type === 'FieldAssessmentReplaced' && { replaces: event.payload.replaced_event }),
      });
    }
    case 'CustomerRecordEnteredInError':
    case 'BillingRecordEnteredInError':
    case 'SafetyRecordEnteredInError':
    case 'LegalRecordEnteredInError':
    case 'CooperationRecordEnteredInError':
    case 'FieldAssessmentRecordEnteredInError':
      return toggle(file, event.payload.voided_event, at, true);
  }
}

/** Makes the fact of an event void, or lets it stand again; what it had replaced goes the other way. */
function toggle(file: CaseFile, eventId: string, at: number, toVoid: boolean): void {
  for (const facts of Object.values(file.facts)) {
    for (const fact of facts) {
      if (fact.id !== eventId || isVoid(fact) === toVoid) continue;
      (fact.x ??= []).push(at);
      const { replaces } = fact as AssessmentFact;
      if (replaces !== undefined) toggle(file, replaces, at, !toVoid);
    }
  }
}

/** The event types that `foldCaseFile` answers. */
export const CREDIT_FACT_TYPES: readonly CreditFact['type'][] = [
  'CustomerOpened', 'CustomerDetailsChanged', 'CustomerClosed', 'CustomerReclassified', 'CustomerRecordEnteredInError',
  'BillIssued', 'PaymentReceived', 'PaymentReturned', 'BillExempted', 'MandateFoundVoid', 'BillingRecordEnteredInError',
  'SafetyIncidentOccurred', 'IncidentConcealmentFound', 'SafetyDefectFound', 'SafetyDefectRectified', 'SafetyAwardApproved',
  'SafetyRecordEnteredInError',
  'CaseOpened', 'CaseConfirmed', 'CaseWithdrawn', 'ReportReceived', 'ReportVerified', 'LegalRecordEnteredInError',
  'CooperationFailureFound', 'RectificationNoticeServed', 'RectificationNoticeMet', 'CooperationRecordEnteredInError',
  'FieldAssessmentApproved', 'FieldAssessmentReplaced', 'FieldAssessmentRecordEnteredInError',
];
