import { formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { Assessment, Entry } from '../assessing/assessment.js';
import type { JudgedEntry, JudgedScore } from './rating-events.js';

/** An assessment as the payload of an event, with the knowledge on which it rests. */
export function judgedScore(assessment: Assessment, known: { knownAsOf: string; position: number }): JudgedScore {
  const shown = (amount: number): string => formatPoints(amount, assessment.scale);
  return {
    customer_class: assessment.customerClass,
    edition: assessment.edition,
    known_as_of: known.knownAsOf,
    position: String(known.position),
    total: shown(assessment.total),
    total_exact: `${assessment.total}/${assessment.scale}`,
    grade: assessment.grade,
    veto: [...assessment.veto],
    provisional: assessment.provisional,
    categories: assessment.categories.map(({ code, full, value, deductions, rewards, capped }) => ({
      code,
      full: shown(full),
      value: shown(value),
      deductions: shown(deductions),
      rewards: shown(rewards),
      capped: shown(capped),
    })),
    entries: assessment.entries.map((entry) => judgedEntry(entry, assessment)),
    superseded: assessment.superseded.map(({ rule, points, entry, by }) => ({ rule, points: formatPoints(points), entry, by })),
  };
}

/** One entry as the payload of an event. `effective`: on the customer's own scale, before the category's limit. */
export function judgedEntry(entry: Entry, assessment: Pick<Assessment, 'numerator' | 'scale'>): JudgedEntry {
  return {
    id: entry.id,
    rule: entry.rule,
    category: entry.category,
    points: formatPoints(entry.points),
    effective: formatPoints(entry.points * assessment.numerator, assessment.scale),
    since: formatDay(entry.since),
    until: entry.until === null ? null : formatDay(entry.until),
    edition: entry.edition,
    facts: [...new Set(entry.grounds.map(({ fact }) => fact.id))],
  };
}
