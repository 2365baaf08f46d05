import { dayFrom, monthsAfter, type Day } from './naive-days.js';
import { groups, knownOn, type NaiveEntry } from './naive-entry.js';
import type { NaiveFacts } from './naive-facts.js';
import { fraction } from './naive-fraction.js';

/** LAW-01 to LAW-06 on V, those that are live and those that no longer are. */
export function legalEntries(facts: NaiveFacts, v: Day): NaiveEntry[] {
  const result: NaiveEntry[] = [];
  // "only confirmed cases count; a case withdrawn by V does not, also when its confirmation is dated later"
  const cases = (facts.violations ?? [])
    .filter((row) => knownOn(row.confirmed_on, v) !== null && knownOn(row.withdrawn_on, v) === null)
    .map((row) => ({ kind: row.kind, number: row.case_no, day: dayFrom(row.occurred_on), confirmed: dayFrom(row.confirmed_on) }));
  for (const { kind, number, confirmed } of cases) {
    const documents = [number];
    if (kind === 'theft') {
      // LAW-01: −30, from "confirmation", "24 after it"
      result.push({ rule: 'LAW-01', points: fraction(-30), since: confirmed, until: monthsAfter(confirmed, 24), documents });
    }
    if (kind === 'obstruction') {
      // LAW-04: −10, from "confirmation", "12 after it"
      result.push({ rule: 'LAW-04', points: fraction(-10), since: confirmed, until: monthsAfter(confirmed, 12), documents });
    }
    if (kind === 'facility_damage') {
      // LAW-05: −30 provisional, from "confirmation", "24 after it"
      result.push({ rule: 'LAW-05', points: fraction(-30), since: confirmed, until: monthsAfter(confirmed, 24), documents });
    }
  }
  // "LAW-02/03 group by the day of the act: each at most 12 months after the one before. One case −20, more −30 in all, by
  // the cases confirmed on V; the group counts from its earliest confirmation to 12 months after its latest."
  for (const group of groups(cases.filter((one) => one.kind === 'contract_violation'))) {
    const confirmations = group.map((one) => one.confirmed);
    result.push({
      rule: group.length === 1 ? 'LAW-02' : 'LAW-03',
      points: fraction(group.length === 1 ? -20 : -30),
      since: Math.min(...confirmations),
      until: monthsAfter(Math.max(...confirmations), 12),
      documents: group.map((one) => one.number),
    });
  }
  for (const row of facts.reports ?? []) {
    // LAW-06: +10, from "verification", "12 after it"
    const verified = knownOn(row.verified_on, v);
    if (row.kind !== 'crime_report' || verified === null) continue;
    result.push({ rule: 'LAW-06', points: fraction(10), since: verified, until: monthsAfter(verified, 12), documents: [row.report_no] });
  }
  return result;
}
