import { isVoid, type AssessmentFact, type FactKind } from '../case-file/case-file.js';
import type { VoidedRecord } from './explanation.js';
import type { Telling } from './telling.js';

/**
 * Records that occurred by the day asked about and were known by then to be void: entered in error, or replaced. They
 * stand nowhere else in the explanation, so that a correction would otherwise be invisible.
 */
export function explainVoided(telling: Telling): VoidedRecord[] {
  const { file, question, recordedTimes } = telling.asked;
  const records: VoidedRecord[] = [];
  for (const kind of Object.keys(file.facts) as FactKind[]) {
    for (const fact of file.facts[kind] ?? []) {
      if (fact.at > question.position || fact.on > question.asOf || !isVoid(fact, question.position)) continue;
      const voidedPosition = Math.max(...fact.x!.filter((at) => at <= question.position));
      const replacement = file.facts.assessment?.find((other: AssessmentFact) => other.replaces === fact.id && other.at <= question.position);
      records.push({
        ...telling.fact({ kind, fact }),
        voidedAt: recordedTimes.get(voidedPosition) ?? '',
        voidedPosition,
        reason: replacement ? telling.wording.replaced({ document: replacement.no }) : telling.wording.voided({}),
      });
    }
  }
  return records.sort((a, b) => a.position - b.position);
}

/** Every position whose recorded time an explanation may show. */
export function positionsShown(file: { facts: VoidedFacts }, position: number): number[] {
  const positions = new Set<number>();
  for (const facts of Object.values(file.facts)) {
    for (const { at, x = [] } of facts ?? []) for (const one of [at, ...x]) if (one <= position) positions.add(one);
  }
  return [...positions];
}

type VoidedFacts = Readonly<Record<string, readonly { at: number; x?: number[] }[] | undefined>>;
