import fc from 'fast-check';
import { addMonths, dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import type { CustomerFacts } from '#simulator/exchange-files.js';

const FIRST = dayOf('2024-02-28');

/** Days that lie whole years apart, to the day or nearly: where groups hold together or fall apart, and terms end. */
const aDay: fc.Arbitrary<Day> = fc
  .tuple(fc.constantFrom(0, 0, 12, 24, 36, 48), fc.integer({ min: -1, max: 2 }))
  .map(([months, days]) => addMonths(FIRST, months) + days);
/** A later day: none, the day itself, or some time after. */
const afterwards = fc.option(fc.constantFrom(0, 1, 30, 365, 366, 500), { freq: 3 });
const text = (day: Day, after: number | null): string => (after === null ? '' : formatDay(day + after));

const incident = fc.tuple(fc.constantFrom('electrical_accident', 'cascade_trip_branch', 'cascade_trip_branch', 'cascade_trip_substation'), aDay, fc.boolean(), afterwards);
const violation = fc.tuple(fc.constantFrom('theft', 'contract_violation', 'contract_violation', 'obstruction', 'facility_damage'), aDay, afterwards, afterwards);
const finding = fc.tuple(fc.constantFrom('unqualified_electrician', 'deficient_procedures'), aDay, fc.integer({ min: 1, max: 6 }), afterwards);
const refusal = fc.tuple(fc.constantFrom('bad_faith_contract', 'refused_equipment_test', 'refused_inspection', 'dispatch_violation'), aDay);
const notice = fc.tuple(aDay, fc.constantFrom(0, 15), afterwards);
const award = fc.tuple(aDay, fc.integer({ min: -2, max: 2 }), fc.nat(40));
const report = fc.tuple(fc.constantFrom('absconder_tip', 'crime_report'), aDay, afterwards);
const assessment = fc.tuple(fc.constantFrom('operations', 'development'), aDay, fc.integer({ min: 0, max: 10 }), fc.constantFrom(0, 0, 20), fc.constantFrom('9', '10', 'ｚ', '𠀀'));

/** A customer without bills, whose conduct collides: cases, accidents, awards and assessments whole years apart. */
export const tangledConduct: fc.Arbitrary<CustomerFacts> = fc
  .record({
    customer_class: fc.constantFrom('power', 'power', 'lighting'),
    incidents: fc.array(incident, { maxLength: 5 }),
    violations: fc.array(violation, { maxLength: 5 }),
    findings: fc.array(finding, { maxLength: 2 }),
    refusals: fc.array(refusal, { maxLength: 2 }),
    notices: fc.array(notice, { maxLength: 2 }),
    awards: fc.array(award, { maxLength: 2 }),
    reports: fc.array(report, { maxLength: 2 }),
    assessments: fc.array(assessment, { maxLength: 4 }),
    mandates: fc.array(aDay, { maxLength: 1 }),
  })
  .map(({ customer_class, incidents, violations, findings, refusals, notices, awards, reports, assessments, mandates }) => {
    const customer_no = 'S1';
    const own = (letter: string, at: number): string => `${letter}${at}`;
    return {
      customer: {
        ...{ customer_no, customer_class, opened_on: formatDay(FIRST - 10) },
        ...{ name: '', region: '', segment: '', phone: '', address: '', contract_no: '', closed_on: '' },
      },
      ...{ bills: [], payments: [], payment_returns: [], bill_exemptions: [] },
      mandate_findings: mandates.map((day, at) => ({ finding_no: own('M', at), customer_no, found_on: formatDay(day) })),
      reports: reports.map(([kind, day, verified], at) => ({ report_no: own('R', at), customer_no, kind, reported_on: formatDay(day), verified_on: text(day, verified) })),
      safety_incidents: incidents.map(([kind, day, wide, found], at) => ({
        ...{ incident_no: own('I', at), customer_no, kind, occurred_on: formatDay(day) },
        ...{ wide_outage: String(wide), concealed_found_on: text(day, found) },
      })),
      safety_findings: findings.map(([kind, day, persons, rectified], at) => ({
        ...{ finding_no: own('F', at), customer_no, kind, found_on: formatDay(day) },
        ...{ persons: String(persons), rectified_on: text(day, rectified) },
      })),
      safety_awards: awards.map(([from, longer, later], at) => {
        const to = addMonths(from, 36) - 1 + longer;
        const days = { period_from: formatDay(from), period_to: formatDay(to), approved_on: formatDay(to + later) };
        return { award_no: own('A', at), customer_no, ...days, approved_by: 'a' };
      }),
      violations: violations.map(([kind, day, confirmed, withdrawn], at) => ({
        ...{ case_no: own('V', at), customer_no, kind, occurred_on: formatDay(day) },
        ...{ confirmed_on: text(day, confirmed), withdrawn_on: text(day, withdrawn) },
      })),
      cooperation_findings: refusals.map(([kind, day], at) => ({ finding_no: own('D', at), customer_no, kind, found_on: formatDay(day) })),
      rectification_notices: notices.map(([day, term, rectified], at) => ({
        ...{ notice_no: own('N', at), customer_no, served_on: formatDay(day) },
        ...{ deadline_on: formatDay(day + term), rectified_on: text(day, rectified) },
      })),
      field_assessments: assessments.map(([area, day, halves, later, mark], at) => ({
        ...{ assessment_no: `${mark}${at}`, customer_no, area, score: String(halves / 2) },
        ...{ assessed_on: formatDay(day), assessed_by: 'a', approved_on: formatDay(day + later), approved_by: 'b' },
      })),
    };
  });
