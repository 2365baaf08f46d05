import { formatDay } from '#platform/kernel/day.js';
import { formatPoints, UNITS_PER_POINT } from '#platform/kernel/points.js';
import { assess, gradeOf } from '../assessing/assess.js';
import type { Assessment } from '../assessing/assessment.js';
import { comingAssessments } from '../assessing/coming-assessments.js';
import { factsOn } from '../case-file/facts-on.js';
import { GRADES, type Grade } from '../rules/rule-ids.js';
import { accidentFree, deedsOf } from './deeds.js';
import type { Explanation, GradeNeed } from './explanation.js';
import type { Telling } from './telling.js';

/** An exact fraction in lowest terms. */
export function fraction(amount: number, scale: number): string {
  let [a, b] = [Math.abs(amount), scale];
  while (b > 0) [a, b] = [b, a % b];
  return scale === a ? String(amount / a) : `${amount / a}/${scale / a}`;
}

const better = (one: Grade, other: Grade): boolean => GRADES.indexOf(one) < GRADES.indexOf(other);

/**
 * The next better grade and what would bring it: a veto first, then the points that are missing, what time alone will
 * do, and what can be done. Every day and total named was worked out on the facts, not estimated. Null for the best
 * grade and for a closed account.
 */
export function explainNextGrade(telling: Telling): Explanation['nextGrade'] {
  const { assessment, closedOn } = telling.asked;
  const grade = GRADES[GRADES.indexOf(assessment.grade) - 1];
  if (grade === undefined || closedOn !== null) return null;
  return { grade, needs: [...vetoNeeds(telling), ...pointNeeds(telling, grade), ...timeNeeds(telling), ...deedNeeds(telling), ...decisionNeeds(telling)] };
}

function vetoNeeds(telling: Telling): GradeNeed[] {
  const { assessment } = telling.asked;
  const denominator = assessment.scale / UNITS_PER_POINT;
  return assessment.veto.map((code): GradeNeed => {
    const lifted = telling.coming.find((after) => !after.veto.includes(code));
    const day = lifted ? formatDay(lifted.day) : null;
    const words = { category: telling.category(code), day: day ?? '', without: gradeOf(assessment.total, denominator, telling.edition) };
    return { kind: 'veto', category: code, day, text: telling.wording.needs.veto(words) };
  });
}

function pointNeeds(telling: Telling, grade: Grade): GradeNeed[] {
  const { total, scale, veto } = telling.asked.assessment;
  const from = telling.edition.grades.find((row) => row.grade === grade)!.from;
  const missing = (from * scale) / UNITS_PER_POINT - total;
  const words = { grade, total: telling.shown(total), from: formatPoints(from) };
  if (missing <= 0) return veto.length > 0 ? [{ kind: 'points', points: '0.00', pointsExact: '0', text: telling.wording.needs['veto-only'](words) }] : [];
  // Never rounded below what is needed.
  const shown = formatPoints(Math.ceil((missing * 100) / scale), 100);
  return [{ kind: 'points', points: shown, pointsExact: fraction(missing, scale), text: telling.wording.needs.points({ ...words, points: shown }) }];
}

function reached(coming: Iterable<Assessment>, than: Grade): Assessment | null {
  for (const after of coming) if (better(after.grade, than)) return after;
  return null;
}

const scoreWords = ({ day, total, scale, grade }: Assessment): { day: string; total: string; grade: Grade } => ({ day: formatDay(day), total: formatPoints(total, scale), grade });

function timeNeeds(telling: Telling): GradeNeed[] {
  const after = reached(telling.coming, telling.asked.assessment.grade);
  const { needs } = telling.wording;
  return after ? [{ kind: 'time', ...scoreWords(after), text: needs.time(scoreWords(after)) }] : [{ kind: 'time', day: null, text: needs['never-by-time']({}) }];
}

function deedNeeds(telling: Telling): GradeNeed[] {
  const { file, question, assessment } = telling.asked;
  const { asOf, position, book } = question;
  const deeds = deedsOf(telling);
  if (deeds.length === 0) return [];
  const supposed = factsOn(deeds.reduce((changed, deed) => deed.apply(changed), file), asOf, position);
  const now = assess(supposed, asOf, book);
  const after = better(now.grade, assessment.grade) ? now : reached(comingAssessments(supposed, now, book), assessment.grade);
  const { needs } = telling.wording;
  const sum: GradeNeed = after
    ? { kind: 'deeds', ...scoreWords(after), text: needs.deeds({ ...scoreWords(after), asOf: telling.asOf }) }
    : { kind: 'deeds', ...scoreWords(now), day: null, text: needs['deeds-not-enough']({ ...scoreWords(now), asOf: telling.asOf }) };
  return [...deeds.map(({ need }) => need), sum];
}

/** What the supplier can decide: a new assessment on site, an award for years without accident. */
function decisionNeeds(telling: Telling): GradeNeed[] {
  const { assessment, question } = telling.asked;
  const { needs } = telling.wording;
  const found: GradeNeed[] = [];
  for (const { code, full, value } of assessment.categories) {
    if ((code === 'OPS' || code === 'DEV') && value < full) {
      const points = telling.shown(full - value);
      found.push({ kind: 'decision', category: code, points, text: needs.reassessment({ category: telling.category(code), points }) });
    }
  }
  const safety = assessment.categories.find(({ code }) => code === 'SAF');
  if (safety && safety.value < safety.full) {
    const { from, approvable } = accidentFree(telling);
    const { points } = telling.edition.rules['SAF-08'];
    const raw = safety.full + safety.deductions + safety.rewards + points * assessment.numerator;
    const brought = telling.shown(Math.min(Math.max(raw, 0), safety.full) - safety.value);
    const words = { from: formatDay(from), day: formatDay(approvable), points: brought };
    if (approvable > question.asOf) found.push({ kind: 'decision', category: 'SAF', day: formatDay(approvable), text: needs['award-later'](words) });
    else if (!assessment.entries.some(({ rule }) => rule === 'SAF-08')) found.push({ kind: 'decision', category: 'SAF', points: brought, text: needs.award(words) });
  }
  return found;
}
