import { addMonths, dayOf, formatDay } from '#platform/kernel/day.js';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import type { RuleId } from '#credit/rules/rule-ids.js';
import { bill, opened, paid, theft, violation } from './customer-of.js';

/** One application of a rule: what happened, what it costs or brings, and from when until when. */
export interface RuleCase {
  rule: RuleId;
  what: string;
  given: CreditFact[];
  /** Raw points of all entries of the rule together. */
  points: string;
  first: string;
  /** Last day on which it is live; null: as long as nothing more happens. */
  last: string | null;
  /** Points of the rule on the day before the first and after the last; left out: none. */
  around?: string;
}

const power = opened('2020-01-01');
export const incident = (kind: 'electrical_accident' | 'cascade_trip_branch' | 'cascade_trip_substation', occurred_on: string, incident_no = 'I1', wide_outage = true): CreditFact => ({
  type: 'SafetyIncidentOccurred',
  payload: { incident_no, customer_no: 'C1', kind, occurred_on, wide_outage },
});
export const concealed = (concealed_found_on: string, incident_no = 'I1'): CreditFact => ({ type: 'IncidentConcealmentFound', payload: { incident_no, customer_no: 'C1', concealed_found_on } });
export const defect = (kind: 'unqualified_electrician' | 'deficient_procedures', found_on: string, persons = 1, rectified_on?: string): CreditFact[] => [
  { type: 'SafetyDefectFound', payload: { finding_no: 'F1', customer_no: 'C1', kind, found_on, persons } },
  ...(rectified_on ? [{ type: 'SafetyDefectRectified' as const, payload: { finding_no: 'F1', customer_no: 'C1', rectified_on } }] : []),
];
export const award = (period_from: string, period_to: string, approved_on: string): CreditFact => ({
  type: 'SafetyAwardApproved',
  payload: { award_no: 'A1', customer_no: 'C1', period_from, period_to, approved_on, approved_by: 'officer' },
});
export const report = (kind: 'absconder_tip' | 'crime_report', reported_on: string, verified_on?: string): CreditFact[] => [
  { type: 'ReportReceived', payload: { report_no: 'R1', customer_no: 'C1', kind, reported_on } },
  ...(verified_on ? [{ type: 'ReportVerified' as const, payload: { report_no: 'R1', customer_no: 'C1', verified_on } }] : []),
];
export const finding = (kind: 'bad_faith_contract' | 'refused_equipment_test' | 'refused_inspection' | 'dispatch_violation', found_on: string, finding_no = 'K1'): CreditFact => ({
  type: 'CooperationFailureFound',
  payload: { finding_no, customer_no: 'C1', kind, found_on },
});
export const notice = (served_on: string, deadline_on: string, rectified_on?: string): CreditFact[] => [
  { type: 'RectificationNoticeServed', payload: { notice_no: 'N1', customer_no: 'C1', served_on, deadline_on } },
  ...(rectified_on ? [{ type: 'RectificationNoticeMet' as const, payload: { notice_no: 'N1', customer_no: 'C1', rectified_on } }] : []),
];
export const assessed = (area: 'operations' | 'development', score: string, assessed_on: string, approved_on: string, assessment_no = 'S1'): CreditFact => ({
  type: 'FieldAssessmentApproved',
  payload: { assessment_no, customer_no: 'C1', area, score, assessed_on, assessed_by: 'inspector', approved_on, approved_by: 'officer' },
});
export const mandate = (found_on: string): CreditFact => ({ type: 'MandateFoundVoid', payload: { finding_no: 'M1', customer_no: 'C1', found_on } });

const late = (due: string, settled: string): CreditFact[] => [bill(due), paid(due, settled)];

/** The rulebook's table (domain.md §3.2) as cases, each rule at least once; windows of four lengths. */
export const RULE_CASES: readonly RuleCase[] = [
  { rule: 'COM-01', what: 'one bill settled six weeks late', given: [power, ...late('2023-03-25', '2023-05-10')], points: '-10.00', first: '2023-03-26', last: '2025-05-10' },
  { rule: 'COM-02', what: 'two bills running settled late', given: [power, ...late('2023-03-25', '2023-04-10'), ...late('2023-04-25', '2023-05-10')], points: '-20.00', first: '2023-04-26', last: '2025-05-10' },
  { rule: 'COM-02', what: 'one bill two months old', given: [power, ...late('2023-03-25', '2023-05-26')], points: '-20.00', first: '2023-05-26', last: '2025-05-26' },
  {
    rule: 'COM-03', what: 'three bills running settled late',
    given: [power, ...late('2023-03-25', '2023-04-10'), ...late('2023-04-25', '2023-05-10'), ...late('2023-05-25', '2023-06-10')],
    points: '-30.00', first: '2023-05-26', last: '2025-06-10',
  },
  { rule: 'COM-03', what: 'one bill three months old', given: [power, ...late('2023-03-25', '2023-06-26')], points: '-30.00', first: '2023-06-26', last: '2025-06-26' },
  { rule: 'COM-04', what: 'made good by the end of the next month', given: [power, ...late('2023-03-25', '2023-04-30')], points: '0.50', first: '2023-04-30', last: '2025-04-30' },
  { rule: 'COM-05', what: 'a void mandate', given: [power, mandate('2023-03-25')], points: '-10.00', first: '2023-03-25', last: '2025-03-25' },
  { rule: 'COM-06', what: 'a tip, verified', given: [power, ...report('absconder_tip', '2023-03-01', '2023-03-25')], points: '10.00', first: '2023-03-25', last: '2024-03-25' },
  { rule: 'COM-07', what: 'a clean year, then arrears', given: [opened('2022-03-10'), ...late('2023-03-25', '2023-05-10')], points: '5.00', first: '2023-03-11', last: '2024-03-10' },
  { rule: 'SAF-01', what: 'an accident', given: [power, incident('electrical_accident', '2023-03-25')], points: '-5.00', first: '2023-03-25', last: '2027-03-25' },
  { rule: 'SAF-02', what: 'a cascade trip with a wide outage', given: [power, incident('cascade_trip_branch', '2023-03-25')], points: '-10.00', first: '2023-03-25', last: '2027-03-25' },
  {
    rule: 'SAF-03', what: 'another exactly a year later',
    given: [power, incident('cascade_trip_branch', '2023-03-25'), incident('cascade_trip_branch', '2024-03-25', 'I2')],
    points: '-20.00', first: '2024-03-25', last: '2028-03-25',
  },
  {
    rule: 'SAF-02', what: 'two more than a year apart stand alone',
    given: [power, incident('cascade_trip_branch', '2023-03-25'), incident('cascade_trip_branch', '2024-03-26', 'I2')],
    points: '-20.00', first: '2024-03-26', last: '2027-03-25', around: '-10.00',
  },
  { rule: 'SAF-04', what: 'a cascade trip of a substation switch', given: [power, incident('cascade_trip_substation', '2023-03-25')], points: '-20.00', first: '2023-03-25', last: '2027-03-25' },
  { rule: 'SAF-05', what: 'an accident concealed', given: [power, incident('electrical_accident', '2022-03-25'), concealed('2023-03-25')], points: '-10.00', first: '2023-03-25', last: '2027-03-25' },
  { rule: 'SAF-06', what: 'three electricians without licence', given: [power, ...defect('unqualified_electrician', '2023-03-25', 3, '2023-05-10')], points: '-15.00', first: '2023-03-25', last: '2027-05-10' },
  { rule: 'SAF-07', what: 'deficient procedures', given: [power, ...defect('deficient_procedures', '2023-03-25', 3, '2023-05-10')], points: '-5.00', first: '2023-03-25', last: '2027-05-10' },
  { rule: 'SAF-08', what: 'three years without accident', given: [power, award('2020-01-01', '2022-12-31', '2023-03-25')], points: '10.00', first: '2023-03-25', last: '2026-03-25' },
  { rule: 'SAF-08', what: 'a period one day short', given: [power, award('2020-01-01', '2022-12-30', '2023-03-25')], points: '', first: '2023-03-25', last: null },
  { rule: 'LAW-01', what: 'theft', given: [power, ...theft('2023-03-01', '2023-03-25')], points: '-30.00', first: '2023-03-25', last: '2025-03-25' },
  { rule: 'LAW-02', what: 'a contract violation', given: [power, ...violation('2023-03-01', '2023-03-25', 'V1')], points: '-20.00', first: '2023-03-25', last: '2024-03-25' },
  {
    rule: 'LAW-03', what: 'another, the act exactly a year later',
    given: [power, ...violation('2023-03-01', '2023-03-25', 'V1'), ...violation('2024-03-01', '2024-03-20', 'V2')],
    points: '-30.00', first: '2024-03-20', last: '2025-03-20',
  },
  {
    rule: 'LAW-02', what: 'two acts more than a year apart stand alone',
    given: [power, ...violation('2023-03-01', '2023-06-25', 'V1'), ...violation('2024-03-02', '2024-03-20', 'V2')],
    points: '-40.00', first: '2024-03-20', last: '2024-06-25', around: '-20.00',
  },
  { rule: 'LAW-04', what: 'obstruction', given: [power, ...theft('2023-03-01', '2023-03-25', 'V1', 'obstruction')], points: '-10.00', first: '2023-03-25', last: '2024-03-25' },
  { rule: 'LAW-05', what: 'damage to facilities', given: [power, ...theft('2023-03-01', '2023-03-25', 'V1', 'facility_damage')], points: '-30.00', first: '2023-03-25', last: '2025-03-25' },
  { rule: 'LAW-06', what: 'a report, verified', given: [power, ...report('crime_report', '2023-03-01', '2023-03-25')], points: '10.00', first: '2023-03-25', last: '2024-03-25' },
  { rule: 'COO-01', what: 'bad faith', given: [power, finding('bad_faith_contract', '2023-03-25')], points: '-10.00', first: '2023-03-25', last: '2024-03-25' },
  { rule: 'COO-02', what: 'a test refused', given: [power, finding('refused_equipment_test', '2023-03-25')], points: '-5.00', first: '2023-03-25', last: '2024-03-25' },
  { rule: 'COO-03', what: 'an inspection refused', given: [power, finding('refused_inspection', '2023-03-25')], points: '-5.00', first: '2023-03-25', last: '2024-03-25' },
  { rule: 'COO-04', what: 'a notice met late', given: [power, ...notice('2023-03-01', '2023-03-25', '2023-05-10')], points: '-10.00', first: '2023-03-26', last: '2024-05-10' },
  { rule: 'COO-05', what: 'dispatch regulations', given: [power, finding('dispatch_violation', '2023-03-25')], points: '-10.00', first: '2023-03-25', last: '2024-03-25' },
  { rule: 'OPS-01', what: 'assessed at 3.5 of 5', given: [power, assessed('operations', '3.5', '2023-03-01', '2023-03-25')], points: '-1.50', first: '2023-03-25', last: null },
  { rule: 'DEV-01', what: 'assessed at 2 of 5', given: [power, assessed('development', '2', '2023-03-01', '2023-03-25')], points: '-3.00', first: '2023-03-25', last: null },
];

export const dayAfter = (day: string): string => formatDay(dayOf(day) + 1);
export const dayBefore = (day: string): string => formatDay(dayOf(day) - 1);
export const monthsAfter = (day: string, months: number): string => formatDay(addMonths(dayOf(day), months));
