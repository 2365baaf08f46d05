import type { Day } from '#platform/kernel/day.js';
import { cellText, coarser, COARSEST, type Cell } from './cell.js';

/** A letter as it waits. */
export interface WaitingLetter {
  readonly letter: string;
  readonly cell: Cell;
  readonly receivedOn: Day;
}

/** Letters that are released together, and where their answers are said to belong. */
export interface Batch {
  readonly cell: Cell;
  readonly letters: readonly string[];
}

/** Fewer are never released together (domain.md §5.3: withheld below 5). */
export const LEAST_IN_BATCH = 5;
/** A letter that has waited so many days may be told of more coarsely, so that it is counted at all. */
export const COARSENED_AFTER_DAYS = 7;

/**
 * Which letters may be released. All of one batch look alike but for what was answered: nobody can be told from the
 * others by region, class, segment, channel or wave. What has waited for a week gives up its segment, then its class, then
 * its region, until there are five; what remains below five waits on.
 */
export function chooseBatches(letters: readonly WaitingLetter[], today: Day): Batch[] {
  const batches: Batch[] = [];
  let left = letters;
  for (let level = 0; level <= COARSEST; level++) {
    const groups = new Map<string, WaitingLetter[]>();
    for (const one of left) {
      if (level > 0 && today - one.receivedOn < COARSENED_AFTER_DAYS) continue;
      const key = cellText(coarser(one.cell, level));
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const released = new Set<string>();
    for (const group of groups.values()) {
      if (group.length < LEAST_IN_BATCH) continue;
      batches.push({ cell: coarser(group[0].cell, level), letters: group.map(({ letter }) => letter) });
      for (const { letter } of group) released.add(letter);
    }
    left = left.filter(({ letter }) => !released.has(letter));
  }
  return batches;
}
