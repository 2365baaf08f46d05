import { formatDay } from '#platform/kernel/day.js';
import type { Fact, FactKind, FactKinds } from '../case-file/case-file.js';
import type { CompiledEdition } from '../editions/compiled-edition.js';
import type { Language } from './explanation.js';
import type { Words } from './wording/wording.js';

/** Money in yuan, always two decimals: 1234 fen are "12.34". */
export const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** A score in half points: 7 halves are "3.5". */
export const halfPoints = (halves: number): string => (halves % 2 === 0 ? String(halves / 2) : `${(halves - 1) / 2}.5`);

type Describe = { [Kind in FactKind]: (fact: FactKinds[Kind], edition: CompiledEdition, language: Language) => Words };
const NOTHING = (): Words => ({});

/** What is worth saying of a fact beyond its number and its day. Never personal data: a case file holds none. */
const DESCRIBE: Describe = {
  opened: NOTHING,
  details: NOTHING,
  closed: NOTHING,
  reclassified: ({ cls }, edition, language) => ({ class: edition.source.classes[cls].name[language] }),
  bill: ({ per, due, fen }) => ({ period: per, due: formatDay(due), amount: yuan(fen) }),
  payment: ({ bill, fen }) => ({ bill, amount: yuan(fen) }),
  returned: NOTHING,
  exempted: NOTHING,
  mandate: NOTHING,
  incident: ({ kind }) => ({ kind }),
  concealment: NOTHING,
  safetyFinding: ({ kind, persons }) => ({ kind, persons: String(persons) }),
  safetyRectified: NOTHING,
  award: ({ from, to }) => ({ from: formatDay(from), to: formatDay(to) }),
  case: ({ kind }) => ({ kind }),
  confirmed: NOTHING,
  withdrawn: NOTHING,
  report: ({ kind }) => ({ kind }),
  verified: NOTHING,
  cooperationFinding: ({ kind }) => ({ kind }),
  notice: ({ due }) => ({ due: formatDay(due) }),
  noticeMet: NOTHING,
  assessment: ({ area, halves, day }) => ({ area, score: halfPoints(halves), assessed: formatDay(day) }),
};

export function factWords(kind: FactKind, fact: Fact, edition: CompiledEdition, language: Language): Words {
  return (DESCRIBE[kind] as (fact: Fact, edition: CompiledEdition, language: Language) => Words)(fact, edition, language);
}
