import { UNITS_PER_POINT } from '#platform/kernel/points.js';
import { addMonths, dayOf } from '#platform/kernel/day.js';
import type { Curve } from '#apps/api/src/pages/score-curve.js';
import type { Question } from '#credit/asking/question.js';
import type { CaseFile } from '#credit/case-file/case-file.js';
import type { Explanation } from '#credit/explaining/explanation.js';
import { history } from '#credit/histories/history.js';

const CURVE_MONTHS = 36;

/** The score of the last three years before the day asked about, under the same knowledge; null for an account opened on that day. */
export function curveOf(file: CaseFile, { openedOn }: Explanation, { asOf: to, position, book }: Question): Curve | null {
  const opened = dayOf(openedOn);
  const from = Math.max(opened, addMonths(to, -CURVE_MONTHS));
  if (from >= to) return null;
  const told = history(file, { openedOn: opened, from: opened, to, position, book }).map(({ day, total, grade }) => ({ day: dayOf(day), total, grade }));
  const first = told.findLastIndex(({ day }) => day <= from);
  const points = told.slice(Math.max(first, 0)).filter((point, i, all) => i === 0 || point.total !== all[i - 1].total || point.grade !== all[i - 1].grade);
  return { from, to, points, grades: book.at(to).grades.map(({ grade, from: bound }) => ({ grade, from: bound / UNITS_PER_POINT })) };
}
