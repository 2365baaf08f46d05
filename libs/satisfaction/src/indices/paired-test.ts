import type { Respondent } from '../answers/answers.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { scaleOf, toIndex } from './composites.js';
import { studentTwoSided } from './distributions.js';
import { WITHHELD_BELOW } from './figure.js';
import { sumOf } from './summing.js';

/** Whether two indices differ among the same respondents. */
export interface PairedTest {
  /** Respondents who answered both. */
  readonly n: number;
  /** First less second, on the index's scale; null with a reason where there is no test. */
  readonly difference: number | null;
  readonly t: number | null;
  readonly degreesOfFreedom: number | null;
  /** Two-sided. */
  readonly p: number | null;
  readonly reason?: string;
}

const none = (n: number, reason: string): PairedTest => ({ n, difference: null, t: null, degreesOfFreedom: null, p: null, reason });

/**
 * Paired t-test of two rated items among those who answered both: t = d̄ / SE with the SE of domain.md §5.3 and
 * n_eff − 1 degrees of freedom, which is the textbook's test where all weights are equal.
 */
export function pairedTest(questionnaire: Questionnaire, first: string, second: string, respondents: Iterable<Respondent>): PairedTest {
  const [a, b] = [scaleOf(questionnaire, first), scaleOf(questionnaire, second)];
  const both: { d: number; w: number }[] = [];
  for (const { answers, weight } of respondents) {
    const [x, y] = [answers[first], answers[second]];
    if (weight > 0 && typeof x === 'number' && typeof y === 'number') both.push({ d: toIndex(x, a) - toIndex(y, b), w: weight });
  }
  const n = both.length;
  if (n < WITHHELD_BELOW) return none(n, `Only ${n} respondents rated both, fewer than ${WITHHELD_BELOW}.`);
  const weight = sumOf(both, ({ w }) => w);
  const effective = weight ** 2 / sumOf(both, ({ w }) => w * w);
  if (!(effective - 1 > 1e-9)) return none(n, 'One respondent outweighs all others.');
  const difference = sumOf(both, ({ d, w }) => w * d) / weight;
  const error = Math.sqrt(sumOf(both, ({ d, w }) => w * (d - difference) ** 2) / weight / (effective - 1));
  const degreesOfFreedom = effective - 1;
  if (error < 1e-12) return { ...none(n, 'The difference is the same for everybody, so that there is nothing to test it against.'), difference };
  const t = difference / error;
  return { n, difference, t, degreesOfFreedom, p: studentTwoSided(t, degreesOfFreedom) };
}
