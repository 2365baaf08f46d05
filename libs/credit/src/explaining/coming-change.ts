import { formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { Assessment } from '../assessing/assessment.js';
import { differs, entryDifferences } from '../assessing/differences.js';
import type { ExplainedChange } from './explanation.js';
import type { Telling } from './telling.js';

/** The next day on which anything changes by the passing of time alone, and what; null where nothing will. */
export function explainNextChange(telling: Telling): ExplainedChange | null {
  const { assessment } = telling.asked;
  const after = telling.coming.find((coming) => differs(assessment, coming));
  if (!after) return null;
  const differences = entryDifferences(assessment, after);
  return {
    day: formatDay(after.day),
    reason: sentences(telling, assessment, after).join(telling.wording.between),
    total: formatPoints(after.total, after.scale),
    grade: after.grade,
    causes: differences.map(({ change, entry }) => ({ rule: entry.rule, points: formatPoints(entry.points), change })),
  };
}

function sentences(telling: Telling, before: Assessment, after: Assessment): string[] {
  const { changes, list } = telling.wording;
  const said = entryDifferences(before, after).map(({ change, entry, before: old }) => {
    const documents = [...new Set(entry.grounds.filter(({ kind }) => kind !== 'payment' && kind !== 'opened').map(({ fact }) => fact.no))];
    return changes[change]({
      rule: entry.rule,
      before: old?.rule ?? '',
      points: formatPoints(entry.points * after.numerator, after.scale),
      document: documents.length > 0 ? `; ${list(documents)}` : '',
    });
  });
  if (before.provisional && !after.provisional) said.push(changes['provisional-ended']({}));
  for (const code of after.stale) if (!before.stale.includes(code)) said.push(changes['stale-began']({ category: telling.category(code) }));
  for (const code of before.stale) if (!after.stale.includes(code)) said.push(changes['stale-ended']({ category: telling.category(code) }));
  const { classes } = telling.asked.question.book.at(after.day).source;
  if (before.customerClass !== after.customerClass) said.push(changes.class({ after: classes[after.customerClass].name[telling.asked.language] }));
  if (before.edition !== after.edition) said.push(changes.edition({ after: after.edition }));
  if (before.total * after.scale !== after.total * before.scale || before.grade !== after.grade) {
    said.push(
      changes.score({
        before: formatPoints(before.total, before.scale),
        after: formatPoints(after.total, after.scale),
        gradeBefore: before.grade,
        gradeAfter: after.grade,
      }),
    );
  }
  return said;
}
