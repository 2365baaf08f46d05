import type { Assessment, Entry } from './assessment.js';

/** How one entry differs between two assessments of a customer. */
export interface EntryDifference {
  readonly change: 'added' | 'changed' | 'ended';
  /** As it stands afterwards; for one that ended, as it stood before. */
  readonly entry: Entry;
  readonly before?: Entry;
}

/** The entries that one assessment has and the other lacks, or holds at another step or with other points. */
export function entryDifferences(before: Assessment | null, after: Assessment): EntryDifference[] {
  const earlier = new Map((before?.entries ?? []).map((entry) => [entry.id, entry]));
  const differences: EntryDifference[] = [];
  for (const entry of after.entries) {
    const old = earlier.get(entry.id);
    earlier.delete(entry.id);
    if (!old) differences.push({ change: 'added', entry });
    else if (old.rule !== entry.rule || old.points !== entry.points) differences.push({ change: 'changed', entry, before: old });
  }
  for (const entry of earlier.values()) differences.push({ change: 'ended', entry });
  return differences;
}

/** Whether anything that a customer is shown differs: points, grade, veto, class, marks, live entries. */
export function differs(before: Assessment, after: Assessment): boolean {
  return (
    before.total * after.scale !== after.total * before.scale ||
    before.grade !== after.grade ||
    before.provisional !== after.provisional ||
    before.customerClass !== after.customerClass ||
    before.veto.join() !== after.veto.join() ||
    before.stale.join() !== after.stale.join() ||
    entryDifferences(before, after).length > 0
  );
}
