import type { Day } from '#platform/kernel/day.js';
import { isVoid, type CaseFile, type Fact, type FactKind, type FactKinds } from './case-file.js';

/** What was known of a customer: facts that occurred by one day, as recorded by one position of the log. */
export interface KnownFacts {
  readonly customerNo: string;
  /** Facts of a kind, in no promised order; rules sort by what they need. */
  all<Kind extends FactKind>(kind: Kind): readonly FactKinds[Kind][];
  /** The one later fact (a return, a confirmation …) about a document, the earliest by day if there were several. */
  about<Kind extends FactKind>(kind: Kind, documentNo: string): FactKinds[Kind] | undefined;
}

const NOTHING: readonly never[] = [];

/**
 * The facts of a case file that occurred on or before `day` and were recorded at or before `position`, without those
 * found by then to be entered in error. A reclassification is known as soon as it is recorded: it says itself from
 * which day it holds (domain.md §3.3, 16).
 */
export function factsOn(file: CaseFile, day: Day, position: number = Number.MAX_SAFE_INTEGER): KnownFacts {
  const cache: { [Kind in FactKind]?: readonly FactKinds[Kind][] } = {};

  const indexes: { [Kind in FactKind]?: Map<string, Fact> } = {};

  const known = (kind: FactKind, fact: Fact): boolean =>
    fact.at <= position && (fact.on <= day || kind === 'reclassified') && !isVoid(fact, position);

  const all = <Kind extends FactKind>(kind: Kind): readonly FactKinds[Kind][] => {
    const cached = cache[kind];
    if (cached) return cached as readonly FactKinds[Kind][];
    const facts = file.facts[kind] as readonly FactKinds[Kind][] | undefined;
    if (!facts) return NOTHING;
    const kept = facts.every((fact) => known(kind, fact)) ? facts : facts.filter((fact) => known(kind, fact));
    (cache as Record<FactKind, readonly Fact[]>)[kind] = kept;
    return kept;
  };

  return {
    customerNo: file.customerNo,
    all,
    about: (kind, documentNo) => {
      let index = indexes[kind];
      if (!index) {
        index = indexes[kind] = new Map();
        for (const fact of all(kind)) {
          const other = index.get(fact.no);
          if (!other || fact.on < other.on) index.set(fact.no, fact);
        }
      }
      return index.get(documentNo) as FactKinds[typeof kind] | undefined;
    },
  };
}
