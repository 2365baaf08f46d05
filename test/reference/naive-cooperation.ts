import { dayFrom, monthsAfter, type Day } from './naive-days.js';
import { knownOn, monthsAfterEnd, type NaiveEntry } from './naive-entry.js';
import type { NaiveFacts } from './naive-facts.js';
import { fraction } from './naive-fraction.js';

const RULES: { [kind: string]: [rule: string, points: number] } = {
  bad_faith_contract: ['COO-01', -10],
  refused_equipment_test: ['COO-02', -5],
  refused_inspection: ['COO-03', -5],
  dispatch_violation: ['COO-05', -10],
};

/** COO-01 to COO-05 on V, those that are live and those that no longer are. */
export function cooperationEntries(facts: NaiveFacts, v: Day): NaiveEntry[] {
  const result: NaiveEntry[] = [];
  for (const row of facts.cooperation_findings ?? []) {
    // from "the finding", "12 after the finding"
    const found = knownOn(row.found_on, v);
    if (found === null) continue;
    const [rule, points] = RULES[row.kind];
    result.push({ rule, points: fraction(points), since: found, until: monthsAfter(found, 12), documents: [row.finding_no] });
  }
  for (const row of facts.rectification_notices ?? []) {
    // COO-04: −10, "rectification notice not met in time", from "day after the deadline", "12 after rectification"
    if (knownOn(row.served_on, v) === null) continue;
    const deadline = dayFrom(row.deadline_on);
    const rectified = knownOn(row.rectified_on, v);
    const since = deadline + 1;
    if (since > v || (rectified !== null && rectified <= deadline)) continue;
    result.push({ rule: 'COO-04', points: fraction(-10), since, until: monthsAfterEnd(rectified, 12), documents: [row.notice_no] });
  }
  return result;
}
