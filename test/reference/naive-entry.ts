import { dayFrom, monthsAfter, type Day } from './naive-days.js';
import type { Fraction } from './naive-fraction.js';

export type Category = 'COM' | 'SAF' | 'LAW' | 'COO' | 'OPS' | 'DEV';

export interface NaiveEntry {
  readonly rule: string;
  /** Raw points, on the 30-point basis for a lighting customer too. */
  readonly points: Fraction;
  readonly since: Day;
  /** null: no end yet. */
  readonly until: Day | null;
  /** Numbers of the records it rests on, for a reader of the list. */
  readonly documents: readonly string[];
}

export const categoryOf = (entry: NaiveEntry): Category => entry.rule.slice(0, 3) as Category;

/** "An entry is live on day V from the day it counts from through N months after its end, both included." */
export function isLive(entry: NaiveEntry, v: Day): boolean {
  return entry.since <= v && (entry.until === null || v <= entry.until);
}

/** "An end date after V is not known on V", and "facts that occurred by it": a later or an empty day is not known. */
export function knownOn(text: string | undefined, v: Day): Day | null {
  if (!text) return null;
  const day = dayFrom(text);
  return day <= v ? day : null;
}

/** "What has no end yet (not settled, not rectified) is live": N months after its end, or nothing without an end. */
export function monthsAfterEnd(end: Day | null, months: number): Day | null {
  return end === null ? null : monthsAfter(end, months);
}

/** "each at most 12 months after the one before": the groups of members, each group and all of them in order of day. */
export function groups<Member extends { day: Day }>(members: readonly Member[]): Member[][] {
  const result: Member[][] = [];
  for (const member of [...members].sort((a, b) => a.day - b.day)) {
    const group = result.at(-1);
    if (group && member.day <= monthsAfter(group.at(-1)!.day, 12)) group.push(member);
    else result.push([member]);
  }
  return result;
}
