import { formatDay } from '#platform/kernel/day.js';
import type { CustomerFacts } from './exchange-files.js';
import { randomFor } from './random.js';
import { dayInMonth, isActive, monthsOf, type Span, type Subject } from './span.js';
import type { Temperament } from './temperament.js';
import { laterDay, numbering } from './until-end.js';

type CooperationFacts = Pick<CustomerFacts, 'cooperation_findings' | 'rectification_notices'>;

// Per month and per million customers, before the customer's own factor.
const FINDINGS = [['bad_faith_contract', 40], ['refused_equipment_test', 60], ['refused_inspection', 90], ['dispatch_violation', 40]] as const;
const NOTICES = 220;

/** Refusals of every kind, and notices met early, on the last day, late or never. */
export function simulateCooperation(seed: string, subject: Subject, span: Span, { refusals }: Temperament): CooperationFacts {
  const random = randomFor(seed, subject.customerNo, 'cooperation');
  const facts: CooperationFacts = { cooperation_findings: [], rectification_notices: [] };
  const findingNo = numbering(subject.customerNo, 'D');
  const noticeNo = numbering(subject.customerNo, 'N');
  const customer_no = subject.customerNo;
  const often = refusals * span.frequency;

  for (const first of monthsOf(span)) {
    for (const [kind, perMillion] of FINDINGS) {
      if (!random.chance(perMillion * often)) continue;
      const found = dayInMonth(first, random);
      const finding_no = findingNo();
      if (!isActive(subject, found)) continue;
      facts.cooperation_findings.push({ finding_no, customer_no, kind, found_on: formatDay(found) });
    }
    if (!random.chance(NOTICES * often)) continue;
    const served = dayInMonth(first, random);
    const deadline = served + random.pick([0, 15, 30, 60]);
    const early = served + random.below(deadline - served + 1);
    const late = deadline + random.between(1, 200);
    const rectified = random.pickWeighted([[early, 50], [deadline, 10], [deadline + 1, 5], [late, 25], [null, 10]]);
    const notice_no = noticeNo();
    if (!isActive(subject, served)) continue;
    const dates = { served_on: formatDay(served), deadline_on: formatDay(deadline), rectified_on: laterDay(rectified, span) };
    facts.rectification_notices.push({ notice_no, customer_no, ...dates });
  }
  return facts;
}
