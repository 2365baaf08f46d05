import { addMonths, type Day } from '#platform/kernel/day.js';
import type { KnownFacts } from '../case-file/facts-on.js';
import type { EditionBook } from '../editions/edition-book.js';
import { RULE_IDS } from '../rules/rule-ids.js';
import { assess } from './assess.js';
import type { Assessment } from './assessment.js';

/** Nobody asks what a bill dated centuries ahead will bring. */
const FARTHEST_MONTHS = 1200;

/**
 * The assessments of the days after `from` on which something may change by the passing of time alone, in order, if no
 * further fact is recorded. Ends where nothing new can come: once every term that is running has ended, clean years
 * only follow each other.
 */
export function* comingAssessments(facts: KnownFacts, from: Assessment, book: EditionBook): Generator<Assessment> {
  const candidates = new Set(from.wakes);
  const end = horizon(from, book);
  for (let day = from.day; ; ) {
    let next = Infinity;
    for (const candidate of candidates) if (candidate > day && candidate < next) next = candidate;
    if (next > end) return;
    day = next;
    const after = assess(facts, day, book);
    yield after;
    for (const wake of after.wakes) candidates.add(wake);
  }
}

/** No later than this everything that was live has lapsed, and whatever can still begin has begun. */
function horizon(from: Assessment, book: EditionBook): Day {
  let months = 0;
  let start = from.day;
  for (const { rules, inForceFrom, provisionalMonths } of book.all()) {
    start = Math.max(start, inForceFrom);
    months = Math.max(months, provisionalMonths);
    for (const id of RULE_IDS) {
      const { windowMonths, ageMonths, cleanMonths, staleMonths } = rules[id];
      months = Math.max(months, windowMonths + ageMonths + cleanMonths, staleMonths);
    }
  }
  for (const wake of from.wakes) start = Math.max(start, wake);
  return Math.min(addMonths(start, months), addMonths(from.day, FARTHEST_MONTHS));
}
