import type { Day } from '#platform/kernel/day.js';
import type { KnownFacts } from '../case-file/facts-on.js';
import type { EditionBook } from '../editions/edition-book.js';
import { assess } from './assess.js';
import type { Assessment } from './assessment.js';
import { differs } from './differences.js';

export interface NextChange {
  readonly day: Day;
  readonly after: Assessment;
}

/**
 * The next day on which anything changes by the passing of time alone, if no further fact is recorded; null if nothing
 * ever will. `from` is the assessment of the day asked about, `facts` what was known on it.
 */
export function nextChange(facts: KnownFacts, from: Assessment, book: EditionBook): NextChange | null {
  // A wake is a day on which something may change; each candidate brings new ones, so the search walks them in order.
  const candidates = new Set(from.wakes);
  let day = from.day;
  for (;;) {
    let next = Infinity;
    for (const candidate of candidates) if (candidate > day && candidate < next) next = candidate;
    if (next === Infinity) return null;
    day = next;
    candidates.delete(day);
    const after = assess(facts, day, book);
    if (differs(from, after)) return { day, after };
    for (const wake of after.wakes) candidates.add(wake);
  }
}
