import { WITHHELD_BELOW } from './figure.js';

/** Answers that the cells of one parent (the regions of a wave, say) gained on one day. Days ascend. */
export interface DayOfCells {
  readonly day: string;
  readonly gained: Readonly<Record<string, number>>;
}

/** What may be told of the cells of a parent from a day on, until the next such state. */
export interface AskableState {
  readonly day: string;
  /** Answers of each cell up to and with that day. */
  readonly counts: Readonly<Record<string, number>>;
  /** Cells that nothing may be told of, and why. */
  readonly withheld: Readonly<Record<string, string>>;
}

const small = (n: number): boolean => n > 0 && n < WITHHELD_BELOW;

/** Cells of one parent that are withheld: those of 1–4 answers, and those that leave 1–4 in the rest of the parent. */
export function withheldCells(counts: Readonly<Record<string, number>>): Record<string, string> {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const withheld: Record<string, string> = {};
  for (const [cell, n] of Object.entries(counts)) {
    if (small(n)) withheld[cell] = `Fewer than ${WITHHELD_BELOW} answers.`;
    else if (n > 0 && small(total - n)) withheld[cell] = `All others together have fewer than ${WITHHELD_BELOW} answers, which the difference would tell.`;
  }
  return withheld;
}

/**
 * The days on which the cells of a parent can be asked (issue: small groups are withheld everywhere, differences
 * included). Days are joined from the wave's start on until every cell told of before, and the rest of the parent beside
 * it, has gained at least 5 answers or none; a question about a day in between is answered with the state before. All
 * cells of a parent move together: moving singly, two states could be subtracted from the parent's.
 *
 * `parentDays` are the days on which the parent itself can be asked: its cells must not move in between. A parent that
 * is no cell of another (a whole wave) is a family of one cell.
 */
export function askableStates(days: readonly DayOfCells[], parentDays?: readonly string[]): AskableState[] {
  const states: AskableState[] = [];
  const counts: Record<string, number> = {};
  for (const { day, gained } of days) {
    for (const [cell, n] of Object.entries(gained)) counts[cell] = (counts[cell] ?? 0) + n;
    if (parentDays && !parentDays.includes(day)) continue;
    const last = states.at(-1);
    if (last && !mayFollow(last, counts)) continue;
    states.push({ day, counts: { ...counts }, withheld: withheldCells(counts) });
  }
  return states;
}

function mayFollow(last: AskableState, counts: Readonly<Record<string, number>>): boolean {
  const gain = Object.entries(counts).reduce((sum, [cell, n]) => sum + n - (last.counts[cell] ?? 0), 0);
  if (gain === 0) return false;
  return Object.keys(last.counts).every((cell) => {
    if (last.withheld[cell] !== undefined || last.counts[cell] === 0) return true;
    const own = counts[cell] - last.counts[cell];
    return !small(own) && !small(gain - own);
  });
}

/** The state that answers a question about a day: the latest one not after it; null before the first. */
export const stateOn = (states: readonly AskableState[], day: string): AskableState | null => states.findLast((state) => state.day <= day) ?? null;
