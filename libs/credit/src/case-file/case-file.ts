import type { Day } from '#platform/kernel/day.js';
import type { CustomerClass } from '#customers/events.js';
import type { IncidentKind, SafetyFindingKind } from '#safety/events.js';
import type { ReportKind, ViolationKind } from '#legal/events.js';
import type { CooperationFindingKind } from '#cooperation/events.js';
import type { AssessmentArea } from '#field-assessment/events.js';

/**
 * One recorded fact, as the case file keeps it. The names are short because a supplier has hundreds of millions of
 * them, and a list of scores reads them all.
 */
export interface Fact {
  /** Id of its event. */
  id: string;
  /** Its position in the log. */
  at: number;
  /** The day it occurred. */
  on: Day;
  /** Its document number. */
  no: string;
  /**
   * Positions at which it became void (found to be entered in error, or replaced) and, in turn, stood again (what had
   * replaced it was itself entered in error). Void for every knowledge with an odd number of them behind it.
   */
  x?: number[];
}

/** Whether a fact is void for the knowledge of a position. */
export function isVoid(fact: Fact, position: number = Number.MAX_SAFE_INTEGER): boolean {
  if (fact.x === undefined) return false;
  let count = 0;
  for (const at of fact.x) if (at <= position) count++;
  return count % 2 === 1;
}

export type OpeningFact = Fact & { cls: CustomerClass; region?: string; segment?: string };
export type DetailsFact = Fact & { region?: string; segment?: string };
export type ReclassificationFact = Fact & { cls: CustomerClass };
/** `per` period YYYY-MM, `due` due day, `fen` amount. */
export type BillFact = Fact & { per: string; due: Day; fen: number };
export type PaymentFact = Fact & { bill: string; fen: number };
export type IncidentFact = Fact & { kind: IncidentKind; wide: boolean };
export type SafetyFindingFact = Fact & { kind: SafetyFindingKind; persons: number };
export type AwardFact = Fact & { from: Day; to: Day };
export type CaseFact = Fact & { kind: ViolationKind };
export type ReportFact = Fact & { kind: ReportKind };
export type CooperationFindingFact = Fact & { kind: CooperationFindingKind };
export type NoticeFact = Fact & { due: Day };
/** `halves` score in half points; `day` the day it was assessed; `replaces` the event that it took the place of. */
export type AssessmentFact = Fact & { area: AssessmentArea; halves: number; day: Day; replaces?: string };

/** What each kind of fact looks like. A later fact (a return, a confirmation) bears the number of what it follows. */
export interface FactKinds {
  opened: OpeningFact;
  details: DetailsFact;
  closed: Fact;
  reclassified: ReclassificationFact;
  bill: BillFact;
  payment: PaymentFact;
  returned: Fact;
  exempted: Fact;
  mandate: Fact;
  incident: IncidentFact;
  concealment: Fact;
  safetyFinding: SafetyFindingFact;
  safetyRectified: Fact;
  award: AwardFact;
  case: CaseFact;
  confirmed: Fact;
  withdrawn: Fact;
  report: ReportFact;
  verified: Fact;
  cooperationFinding: CooperationFindingFact;
  notice: NoticeFact;
  noticeMet: Fact;
  assessment: AssessmentFact;
}
export type FactKind = keyof FactKinds;

/**
 * Everything that was ever recorded of one customer, voided facts included, in the order of the log: enough to answer
 * for any day, as known at any position. Kinds without a fact are absent.
 */
export interface CaseFile {
  customerNo: string;
  facts: { [Kind in FactKind]?: FactKinds[Kind][] };
}

export const emptyCaseFile = (customerNo: string): CaseFile => ({ customerNo, facts: {} });

/** The event type that records each kind of fact, for explanations. */
export const FACT_EVENT_TYPES: { readonly [Kind in FactKind]: string } = {
  opened: 'CustomerOpened',
  details: 'CustomerDetailsChanged',
  closed: 'CustomerClosed',
  reclassified: 'CustomerReclassified',
  bill: 'BillIssued',
  payment: 'PaymentReceived',
  returned: 'PaymentReturned',
  exempted: 'BillExempted',
  mandate: 'MandateFoundVoid',
  incident: 'SafetyIncidentOccurred',
  concealment: 'IncidentConcealmentFound',
  safetyFinding: 'SafetyDefectFound',
  safetyRectified: 'SafetyDefectRectified',
  award: 'SafetyAwardApproved',
  case: 'CaseOpened',
  confirmed: 'CaseConfirmed',
  withdrawn: 'CaseWithdrawn',
  report: 'ReportReceived',
  verified: 'ReportVerified',
  cooperationFinding: 'CooperationFailureFound',
  notice: 'RectificationNoticeServed',
  noticeMet: 'RectificationNoticeMet',
  assessment: 'FieldAssessmentApproved',
};

/** The type of the event that recorded a fact. */
export const eventType = ({ kind, fact }: { kind: FactKind; fact: Fact }): string =>
  kind === 'assessment' && (fact as AssessmentFact).replaces ? 'FieldAssessmentReplaced' : FACT_EVENT_TYPES[kind];
