import { formatDay, type Day } from '#platform/kernel/day.js';
import type { CustomerFacts } from './exchange-files.js';
import { randomFor } from './random.js';
import { dayInMonth, isActive, monthsOf, type Span, type Subject } from './span.js';
import { numbering } from './until-end.js';

const ASSESSORS = ['Assessor Bai', 'Assessor Cai', 'Assessor Dou', 'Assessor Fei'];
const AREAS = ['operations', 'development'] as const;
// Per month and per million customers: once in a year and a half for a business, hardly ever for a household.
const VISITS = { power: 55_000, lighting: 300 };

/** Visits with a score for each area, approved by another person; now and then two are approved on one day. */
export function simulateFieldAssessment(seed: string, subject: Subject, span: Span): Pick<CustomerFacts, 'field_assessments'> {
  const random = randomFor(seed, subject.customerNo, 'field-assessment');
  const assessmentNo = numbering(subject.customerNo, 'E');
  const field_assessments: CustomerFacts['field_assessments'] = [];

  const assess = (area: (typeof AREAS)[number], assessed: Day, approved: Day): void => {
    const assessed_by = random.pick(ASSESSORS);
    const approved_by = random.pick(ASSESSORS.filter((name) => name !== assessed_by));
    const halves = random.pickWeighted([[10, 4], [random.between(5, 9), 5], [random.below(5), 1]]);
    const score = halves % 2 === 0 ? String(halves / 2) : `${(halves - 1) / 2}.5`;
    const assessment_no = assessmentNo();
    if (!isActive(subject, assessed) || approved > span.end) return;
    const people = { assessed_by, approved_by };
    field_assessments.push({
      assessment_no,
      customer_no: subject.customerNo,
      area,
      score,
      assessed_on: formatDay(assessed),
      approved_on: formatDay(approved),
      ...people,
    });
  };

  for (const first of monthsOf(span)) {
    if (!random.chance(Math.min(VISITS[subject.customerClass] * span.frequency, 300_000))) continue;
    const visited = dayInMonth(first, random);
    const approved = visited + random.between(0, 40);
    for (const area of AREAS) {
      assess(area, visited, approved);
      if (random.chance(60_000)) assess(area, visited + random.below(approved - visited + 1), approved);
    }
  }
  return { field_assessments };
}
