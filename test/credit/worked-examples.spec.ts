import { describe, expect, it } from '@jest/globals';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import { assessOn, bill, line, lines, opened, paid, theft, violation } from './customer-of.js';

interface Example {
  facts: string;
  given: CreditFact[];
  on: string;
  then: string;
  entries: string[];
}

const power = opened('2023-01-01');
const inspectionRefused: CreditFact = { type: 'CooperationFailureFound', payload: { finding_no: 'F1', customer_no: 'C1', kind: 'refused_inspection', found_on: '2023-03-01' } };
const noticeOverdue: CreditFact = { type: 'RectificationNoticeServed', payload: { notice_no: 'N1', customer_no: 'C1', served_on: '2023-03-01', deadline_on: '2023-03-31' } };
const branchTrip: CreditFact = { type: 'SafetyIncidentOccurred', payload: { incident_no: 'I1', customer_no: 'C1', kind: 'cascade_trip_branch', occurred_on: '2023-03-01', wide_outage: true } };
const concealed: CreditFact = { type: 'IncidentConcealmentFound', payload: { incident_no: 'I1', customer_no: 'C1', concealed_found_on: '2023-04-01' } };
const report: CreditFact[] = [
  { type: 'ReportReceived', payload: { report_no: 'R1', customer_no: 'C1', kind: 'crime_report', reported_on: '2023-05-01' } },
  { type: 'ReportVerified', payload: { report_no: 'R1', customer_no: 'C1', verified_on: '2023-05-20' } },
];

/** domain.md §3.4, row by row. */
const EXAMPLES: Example[] = [
  { facts: 'none', given: [power], on: '2023-06-30', then: '30.00/20.00/30.00/10.00/5.00/5.00 = 100.00 AAA', entries: [] },
  {
    facts: 'one arrears, not cured',
    given: [power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10')],
    on: '2023-06-30',
    then: '20.00/20.00/30.00/10.00/5.00/5.00 = 90.00 AAA',
    entries: ['COM-01 -10.00'],
  },
  {
    facts: 'one arrears, cured next month',
    given: [power, bill('2023-03-25'), paid('2023-03-25', '2023-04-30')],
    on: '2023-06-30',
    then: '20.50/20.00/30.00/10.00/5.00/5.00 = 90.50 AAA',
    entries: ['COM-01 -10.00', 'COM-04 0.50'],
  },
  {
    facts: 'two running',
    given: [power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10'), bill('2023-04-25'), paid('2023-04-25', '2023-06-10')],
    on: '2023-06-30',
    then: '10.00/20.00/30.00/10.00/5.00/5.00 = 80.00 AA',
    entries: ['COM-02 -20.00'],
  },
  {
    facts: 'three running, each cured next month',
    given: [
      power,
      ...['2023-03-25', '2023-04-25', '2023-05-25'].flatMap((due, i) => [bill(due), paid(due, ['2023-04-10', '2023-05-10', '2023-06-10'][i])]),
    ],
    on: '2023-06-30',
    then: '1.50/20.00/30.00/10.00/5.00/5.00 = 71.50 D veto COM',
    entries: ['COM-03 -30.00', 'COM-04 0.50', 'COM-04 0.50', 'COM-04 0.50'],
  },
  {
    facts: 'three single arrears, none cured in time',
    given: [
      power,
      ...['2023-02-25', '2023-04-25', '2023-06-25'].flatMap((due, i) => [bill(due), paid(due, ['2023-04-10', '2023-06-10', '2023-08-10'][i])]),
      ...['2023-03-25', '2023-05-25'].flatMap((due) => [bill(due), paid(due, due)]),
    ],
    on: '2023-08-31',
    then: '0.00/20.00/30.00/10.00/5.00/5.00 = 70.00 D veto COM',
    entries: ['COM-01 -10.00', 'COM-01 -10.00', 'COM-01 -10.00'],
  },
  {
    facts: 'one arrears, then a clean year',
    given: [power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10')],
    on: '2024-05-11',
    then: '25.00/20.00/30.00/10.00/5.00/5.00 = 95.00 AAA',
    entries: ['COM-01 -10.00', 'COM-07 5.00'],
  },
  {
    facts: 'one arrears, cured next month, then a clean year',
    given: [power, bill('2023-03-25'), paid('2023-03-25', '2023-04-10')],
    on: '2024-04-11',
    then: '25.50/20.00/30.00/10.00/5.00/5.00 = 95.50 AAA',
    entries: ['COM-01 -10.00', 'COM-04 0.50', 'COM-07 5.00'],
  },
  {
    facts: 'theft, then a verified report',
    given: [power, ...theft('2023-03-01', '2023-03-10'), ...report],
    on: '2023-06-30',
    then: '30.00/20.00/10.00/10.00/5.00/5.00 = 80.00 D veto LAW',
    entries: ['LAW-01 -30.00', 'LAW-06 10.00'],
  },
  {
    facts: 'two violations 11 months apart',
    given: [opened('2022-01-01'), ...violation('2022-06-01', '2022-06-20', 'V1'), ...violation('2023-05-01', '2023-05-20', 'V2')],
    on: '2023-06-30',
    then: '30.00/20.00/0.00/10.00/5.00/5.00 = 70.00 D veto LAW',
    entries: ['COM-07 5.00', 'LAW-03 -30.00'],
  },
  {
    facts: 'branch-switch cascade, concealed',
    given: [power, branchTrip, concealed],
    on: '2023-06-30',
    then: '30.00/0.00/30.00/10.00/5.00/5.00 = 80.00 AA',
    entries: ['SAF-02 -10.00', 'SAF-05 -10.00'],
  },
  {
    facts: 'refused inspection + overdue rectification',
    given: [power, inspectionRefused, noticeOverdue],
    on: '2023-06-30',
    then: '30.00/20.00/30.00/0.00/5.00/5.00 = 90.00 AAA',
    entries: ['COO-03 -5.00', 'COO-04 -10.00'],
  },
  {
    facts: 'lighting, one arrears not cured',
    given: [opened('2023-01-01', 'lighting'), bill('2023-03-25'), paid('2023-03-25', '2023-05-10')],
    on: '2023-06-30',
    then: '33.33/50.00 = 83.33 AA',
    entries: ['COM-01 -10.00'],
  },
  {
    facts: 'lighting, theft',
    given: [opened('2023-01-01', 'lighting'), ...theft('2023-03-01', '2023-03-10')],
    on: '2023-06-30',
    then: '50.00/0.00 = 50.00 D veto LAW',
    entries: ['LAW-01 -30.00'],
  },
];

describe('the worked examples of domain.md §3.4', () => {
  it.each(EXAMPLES)('$facts', ({ given, on, then, entries }) => {
    const assessment = assessOn(given, on);
    expect(line(assessment)).toBe(then);
    expect(lines(assessment)).toEqual(entries);
  });
});
