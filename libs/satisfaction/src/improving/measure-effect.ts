import { changeBetween, SIGNIFICANT_BELOW, type Change } from '../indices/change-tests.js';
import { UNRELIABLE_BELOW, type Figure } from '../indices/figure.js';

/** What a measure did to the figure it aimed at, before and after from different respondents (domain.md §5.2). */
export interface MeasureEffect {
  readonly change: Change;
  /**
   * `effect`: better, and the interval excludes 0. `no-effect-shown`: the interval holds 0. `worse`: the interval lies
   * below 0. `undecided`: too few answers on either side to say.
   */
  readonly verdict: 'effect' | 'no-effect-shown' | 'worse' | 'undecided';
  /** Whether the figure reached the goal; null without a goal or a figure. */
  readonly goalReached: boolean | null;
  /** Whether a task is due: the measure was taken and did not show what it should. */
  readonly raise: boolean;
}

/**
 * Judges a measure. A figure of fewer than 30 answers on either side is no ground for saying that nothing happened, so the
 * verdict is undecided there unless the change shows all the same.
 */
export function measureEffect(before: Figure, after: Figure, goal?: number): MeasureEffect {
  const change = changeBetween(before, after);
  const goalReached = goal === undefined || after.value === null ? null : after.value >= goal;
  const verdict = verdictOf(change, before.n < UNRELIABLE_BELOW || after.n < UNRELIABLE_BELOW);
  return { change, verdict, goalReached, raise: verdict === 'no-effect-shown' || verdict === 'worse' };
}

function verdictOf({ p, difference }: Change, few: boolean): MeasureEffect['verdict'] {
  if (p !== null && p < SIGNIFICANT_BELOW) return difference! > 0 ? 'effect' : 'worse';
  // Without a test only a figure that stands exactly where it stood shows that nothing happened.
  const tested = p !== null || difference === 0;
  return few || !tested ? 'undecided' : 'no-effect-shown';
}
