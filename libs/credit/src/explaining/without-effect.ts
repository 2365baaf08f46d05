import { compareCodePoints } from '#platform/kernel/code-points.js';
import { formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { isVoid, type FactKind } from '../case-file/case-file.js';
import { categoryOf } from '../case-file/fact-category.js';
import type { Ground } from '../assessing/assessment.js';
import type { CategoryCode } from '../rules/rule-ids.js';
import type { WithoutEffect } from './explanation.js';
import { byDay } from './reasons.js';
import type { Telling } from './telling.js';

/** What is on record and changes nothing: facts of categories that the class does not have, and what came after closing. */
export function explainWithoutEffect(telling: Telling): WithoutEffect[] {
  return [...ofOtherCategories(telling), ...afterClosing(telling)];
}

function ofOtherCategories(telling: Telling): WithoutEffect[] {
  const { assessment, file, facts } = telling.asked;
  const scored = new Set<CategoryCode>(assessment.categories.map(({ code }) => code));
  const byDocument = new Map<string, { category: CategoryCode; document: string; grounds: Ground[] }>();
  for (const kind of Object.keys(file.facts) as FactKind[]) {
    for (const fact of facts.all(kind)) {
      const category = categoryOf({ kind, fact });
      if (category === null || scored.has(category)) continue;
      const key = `${category} ${fact.no}`;
      const item = byDocument.get(key) ?? { category, document: fact.no, grounds: [] };
      item.grounds.push({ kind, fact });
      byDocument.set(key, item);
    }
  }
  const reason = (category: CategoryCode): string => telling.wording.withoutEffect['category-not-of-class']({ category: telling.category(category), class: telling.className });
  const items: WithoutEffect[] = assessment.withoutEffect.map(({ category, rule, points, grounds }) => ({
    code: 'category-not-of-class',
    category,
    rule,
    points: formatPoints(points),
    document: [...new Set(grounds.map(({ fact }) => fact.no))].join(', '),
    reason: reason(category),
    facts: telling.facts(grounds),
  }));
  const shown = new Set(assessment.withoutEffect.flatMap(({ grounds }) => grounds.map(({ fact }) => fact.id)));
  for (const { category, document, grounds } of byDocument.values()) {
    const rest = grounds.filter(({ fact }) => !shown.has(fact.id));
    rest.sort((a, b) => a.fact.on - b.fact.on || compareCodePoints(a.kind, b.kind));
    if (rest.length > 0) items.push({ code: 'category-not-of-class', category, rule: null, points: null, document, reason: reason(category), facts: telling.facts(rest) });
  }
  return items.sort(byDay);
}

/** What occurred after the day on which the account was closed is kept, and scores nothing (domain.md §3.3, 16). */
function afterClosing(telling: Telling): WithoutEffect[] {
  const { closedOn, file, question } = telling.asked;
  if (closedOn === null) return [];
  const items: WithoutEffect[] = [];
  for (const kind of Object.keys(file.facts) as FactKind[]) {
    for (const fact of file.facts[kind] ?? []) {
      if (fact.on <= closedOn || fact.at > question.position || isVoid(fact, question.position)) continue;
      items.push({
        code: 'after-closing',
        category: categoryOf({ kind, fact }),
        rule: null,
        points: null,
        document: fact.no,
        reason: telling.wording.withoutEffect['after-closing']({ closed: formatDay(closedOn) }),
        facts: [telling.fact({ kind, fact })],
      });
    }
  }
  return items.sort(byDay);
}
