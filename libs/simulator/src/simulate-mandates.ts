import { formatDay } from '#platform/kernel/day.js';
import type { CustomerFacts } from './exchange-files.js';
import { randomFor } from './random.js';
import { dayInMonth, isActive, monthsOf, type Span, type Subject } from './span.js';
import type { Temperament } from './temperament.js';
import { numbering } from './until-end.js';

/** Wrong account numbers given on purpose: rare, and less so among those who pay badly. */
export function simulateMandates(seed: string, subject: Subject, span: Span, { payer }: Temperament): Pick<CustomerFacts, 'mandate_findings'> {
  const random = randomFor(seed, subject.customerNo, 'mandates');
  const findingNo = numbering(subject.customerNo, 'M');
  const mandate_findings: CustomerFacts['mandate_findings'] = [];
  const perMillion = payer === 'sloppy' || payer === 'failing' ? 2_500 : 250;
  for (const first of monthsOf(span)) {
    if (!random.chance(perMillion * span.frequency)) continue;
    const found = dayInMonth(first, random);
    const finding_no = findingNo();
    if (isActive(subject, found)) mandate_findings.push({ finding_no, customer_no: subject.customerNo, found_on: formatDay(found) });
  }
  return { mandate_findings };
}
