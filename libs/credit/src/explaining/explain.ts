import { addMonths, formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { RULES } from '../rules/rulebook.js';
import type { CategoryCode } from '../rules/rule-ids.js';
import type { Asked } from './asked.js';
import { scoreBasis } from './basis.js';
import { explainNextChange } from './coming-change.js';
import { explainCategories, explainEntry } from './explained-entry.js';
import type { ExplainedStep, Explanation } from './explanation.js';
import { explainNextGrade, fraction } from './next-grade.js';
import { explainReasons } from './reasons.js';
import { Telling } from './telling.js';
import { explainVoided } from './voided-records.js';
import { explainWithoutEffect } from './without-effect.js';

/**
 * Why a customer stands where it stands: every point down to the recorded facts, every rule that did not apply with the
 * reason, what comes next. Pure: the same question gives the same explanation for ever. `asked.assessment` must have
 * been made with `explain`.
 */
export function explain(asked: Asked): Explanation {
  const telling = new Telling(asked);
  const { assessment, question, opening, closedOn } = asked;
  const { source, provisionalMonths } = telling.edition;
  const categories = explainCategories(telling);
  const entries = assessment.entries.map((entry) => explainEntry(telling, entry, categories));
  return {
    customer_no: assessment.customerNo,
    confidentialOmitted: false,
    customer_class: assessment.customerClass,
    className: source.classes[assessment.customerClass].name,
    asOf: formatDay(question.asOf),
    knownAsOf: question.knownAsOf,
    position: question.position,
    edition: assessment.edition,
    editionTitle: source.title,
    editions: [...new Set([assessment.edition, ...entries.map(({ edition }) => edition)])],
    openedOn: formatDay(opening.on),
    closedOn: closedOn === null ? null : formatDay(closedOn),
    total: telling.shown(assessment.total),
    totalExact: fraction(assessment.total, assessment.scale),
    grade: assessment.grade,
    veto: assessment.veto.join('+'),
    provisional: assessment.provisional,
    provisionalUntil: formatDay(addMonths(opening.on, provisionalMonths)),
    stale: assessment.stale,
    basis: scoreBasis(telling),
    categories,
    entries,
    notApplied: explainReasons(telling),
    superseded: assessment.superseded.filter(({ entry }) => entries.some(({ id }) => id === entry)).map(({ rule, points, entry, by }): ExplainedStep => ({
      rule,
      heading: RULES[rule].heading,
      category: rule.slice(0, 3) as CategoryCode,
      points: formatPoints(points),
      effective: telling.effective(points),
      clause: RULES[rule].clause,
      entry,
      by,
      reason: telling.wording.superseded({ rule, by, entry }),
    })),
    withoutEffect: explainWithoutEffect(telling),
    voided: explainVoided(telling),
    nextChange: explainNextChange(telling),
    nextGrade: explainNextGrade(telling),
  };
}
