import { formatDay, type Day } from '#platform/kernel/day.js';
import type { ViolationKind } from '#legal/events.js';
import type { CustomerFacts } from './exchange-files.js';
import { againLater } from './again-later.js';
import { randomFor } from './random.js';
import { dayInMonth, isActive, monthsOf, type Span, type Subject } from './span.js';
import type { Temperament } from './temperament.js';
import { laterDay, numbering } from './until-end.js';

type LegalFacts = Pick<CustomerFacts, 'violations' | 'reports'>;

// Per month and per million customers, before the customer's own factor.
const CASES: readonly (readonly [ViolationKind, number])[] = [
  ['theft', 25],
  ['contract_violation', 70],
  ['obstruction', 20],
  ['facility_damage', 10],
];
const REPORTS = [['absconder_tip', 500], ['crime_report', 700]] as const;

/** Cases confirmed, pending, withdrawn before or after; violations that come again; reports verified or not. */
export function simulateLegal(seed: string, subject: Subject, span: Span, { offences }: Temperament): LegalFacts {
  const random = randomFor(seed, subject.customerNo, 'legal');
  const facts: LegalFacts = { violations: [], reports: [] };
  const caseNo = numbering(subject.customerNo, 'V');
  const reportNo = numbering(subject.customerNo, 'R');
  const customer_no = subject.customerNo;

  const report = (kind: 'absconder_tip' | 'crime_report', reported: Day): void => {
    const verified = random.chance(650_000) ? reported + random.between(0, 60) : null;
    const report_no = reportNo();
    if (!isActive(subject, reported) || reported > span.end) return;
    facts.reports.push({ report_no, customer_no, kind, reported_on: formatDay(reported), verified_on: laterDay(verified, span) });
  };
  const openCase = (kind: ViolationKind, occurred: Day): void => {
    const confirmed = random.chance(800_000) ? occurred + random.pickWeighted([[0, 1], [random.between(1, 120), 9]]) : null;
    const withdrawn = random.chance(120_000) ? occurred + random.between(0, 300) : null;
    const again = random.chance(kind === 'contract_violation' ? 400_000 : 50_000) ? againLater(occurred, random) : null;
    const repented = random.chance(150_000) ? occurred + random.between(1, 120) : null;
    const case_no = caseNo();
    if (isActive(subject, occurred) && occurred <= span.end) {
      const occurred_on = formatDay(occurred);
      facts.violations.push({ case_no, customer_no, kind, occurred_on, confirmed_on: laterDay(confirmed, span), withdrawn_on: laterDay(withdrawn, span) });
    }
    if (repented !== null) report('crime_report', repented);
    if (again !== null) openCase(kind, again);
  };

  for (const first of monthsOf(span)) {
    for (const [kind, perMillion] of CASES) {
      if (random.chance(perMillion * offences * span.frequency)) openCase(kind, dayInMonth(first, random));
    }
    for (const [kind, perMillion] of REPORTS) {
      if (random.chance(perMillion * span.frequency)) report(kind, dayInMonth(first, random));
    }
  }
  return facts;
}
