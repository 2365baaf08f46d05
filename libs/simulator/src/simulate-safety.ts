import { addMonths, formatDay, type Day } from '#platform/kernel/day.js';
import type { IncidentKind } from '#safety/events.js';
import type { CustomerFacts } from './exchange-files.js';
import { againLater } from './again-later.js';
import { randomFor } from './random.js';
import { dayInMonth, isActive, monthsOf, type Span, type Subject } from './span.js';
import type { Temperament } from './temperament.js';
import { laterDay, numbering } from './until-end.js';

type SafetyFacts = Pick<CustomerFacts, 'safety_incidents' | 'safety_findings' | 'safety_awards'>;

// Per month and per million customers, before the customer's own factor.
const INCIDENTS: readonly (readonly [IncidentKind, number])[] = [
  ['electrical_accident', 200],
  ['cascade_trip_branch', 60],
  ['cascade_trip_substation', 20],
];
const FINDINGS = [['unqualified_electrician', 150], ['deficient_procedures', 180]] as const;
const AWARDS = 600;

/** Accidents alone and in groups, concealed or not; defects mended late or never; awards granted and to be refused. */
export function simulateSafety(seed: string, subject: Subject, span: Span, { accidents }: Temperament): SafetyFacts {
  const random = randomFor(seed, subject.customerNo, 'safety');
  const facts: SafetyFacts = { safety_incidents: [], safety_findings: [], safety_awards: [] };
  const incidentNo = numbering(subject.customerNo, 'I');
  const findingNo = numbering(subject.customerNo, 'F');
  const awardNo = numbering(subject.customerNo, 'A');
  const often = accidents * span.frequency;

  const incident = (kind: IncidentKind, occurred: Day): void => {
    const wide = kind === 'electrical_accident' ? random.pick(['', 'false']) : random.pickWeighted([['true', 65], ['false', 25], ['', 10]]);
    const concealed = random.chance(120_000) ? occurred + random.between(0, 200) : null;
    const again = random.chance(kind === 'cascade_trip_branch' ? 400_000 : 100_000) ? againLater(occurred, random) : null;
    const award = random.chance(100_000) ? occurred + random.between(20, 600) : null;
    const incident_no = incidentNo();
    if (isActive(subject, occurred) && occurred <= span.end) {
      const concealed_found_on = laterDay(concealed, span);
      facts.safety_incidents.push({ incident_no, customer_no: subject.customerNo, kind, occurred_on: formatDay(occurred), wide_outage: wide, concealed_found_on });
    }
    // A period that holds the accident: the award will be refused, and the accident shown.
    if (award !== null) award36Months(award);
    if (again !== null) incident(kind, again);
  };

  const award36Months = (approved: Day): void => {
    const to = approved - random.between(0, 60);
    const from = addMonths(to + 1, -36);
    // "at least the day before period_from + 36 months": kept to the day, longer, or one day short of it.
    const period_to = random.pickWeighted([[addMonths(from, 36) - 1, 80], [to, 12], [addMonths(from, 36) - 2, 8]]);
    const award_no = awardNo();
    const approved_by = random.pick(OFFICERS);
    if (from < subject.opened || period_to > approved || !isActive(subject, approved) || approved > span.end) return;
    facts.safety_awards.push({
      award_no,
      customer_no: subject.customerNo,
      period_from: formatDay(from),
      period_to: formatDay(period_to),
      approved_on: formatDay(approved),
      approved_by,
    });
  };

  for (const first of monthsOf(span)) {
    for (const [kind, perMillion] of INCIDENTS) {
      if (random.chance(perMillion * often)) incident(kind, dayInMonth(first, random));
    }
    for (const [kind, perMillion] of FINDINGS) {
      if (!random.chance(perMillion * often)) continue;
      const found = dayInMonth(first, random);
      const persons = kind === 'unqualified_electrician' ? random.pickWeighted([['', 3], ['1', 4], ['2', 3], ['3', 1], ['5', 1]]) : random.pick(['', '1']);
      const rectified = random.chance(800_000) ? found + random.between(0, 240) : null;
      const finding_no = findingNo();
      if (!isActive(subject, found) || found > span.end) continue;
      facts.safety_findings.push({ finding_no, customer_no: subject.customerNo, kind, found_on: formatDay(found), persons, rectified_on: laterDay(rectified, span) });
    }
    // Awards go to the careful as to the careless; only businesses are considered.
    if (subject.customerClass === 'power' && random.chance(AWARDS * 8 * span.frequency)) award36Months(dayInMonth(first, random));
  }
  return facts;
}

const OFFICERS = ['Officer Gu', 'Officer Ning', 'Officer Ruan'];
