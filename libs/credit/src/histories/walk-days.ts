import type { Day } from '#platform/kernel/day.js';
import { assess } from '../assessing/assess.js';
import type { Assessment } from '../assessing/assessment.js';
import { isVoid, type CaseFile, type FactKind } from '../case-file/case-file.js';
import { factsOn, type KnownFacts } from '../case-file/facts-on.js';
import type { EditionBook } from '../editions/edition-book.js';

/** A day as it stood: the facts known of it, and what they came to. */
export interface StandingDay {
  readonly day: Day;
  readonly facts: KnownFacts;
  readonly assessment: Assessment;
}

/**
 * The assessments of `from` and of every later day through `to` on which anything may differ from the day before, in
 * order: only days on which a fact occurs or a term begins or ends are assessed. No account may be opened after `from`.
 */
export function* walkDays(file: CaseFile, from: Day, to: Day, position: number, book: EditionBook): Generator<StandingDay> {
  const factDays = daysOfFacts(file, from, to, position);
  for (let day = from, i = 0; day <= to; ) {
    const facts = factsOn(file, day, position);
    const assessment = assess(facts, day, book);
    yield { day, facts, assessment };
    while (i < factDays.length && factDays[i] <= day) i++;
    day = Math.min(factDays[i] ?? Infinity, assessment.wakes[0] ?? Infinity);
  }
}

/** Kinds that change nothing on the day they occur: a bill acts when it is due, a report when it is verified. */
const QUIET: ReadonlySet<FactKind> = new Set<FactKind>(['bill', 'details', 'report', 'case', 'notice']);

function daysOfFacts(file: CaseFile, from: Day, to: Day, position: number): Day[] {
  const days = new Set<Day>();
  const add = (day: Day): void => {
    if (day > from && day <= to) days.add(day);
  };
  for (const kind of Object.keys(file.facts) as FactKind[]) {
    for (const fact of file.facts[kind] ?? []) {
      if (fact.at > position || isVoid(fact, position)) continue;
      if (!QUIET.has(kind)) add(fact.on);
    }
  }
  for (const { due, at } of file.facts.bill ?? []) if (at <= position) add(due + 1);
  for (const { due, at } of file.facts.notice ?? []) if (at <= position) add(due + 1);
  return [...days].sort((a, b) => a - b);
}
