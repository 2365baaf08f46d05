import { billsInOrder, streaks, type StandingBill } from './naive-bills.js';
import { dayFrom, endOfMonthAfter, monthsAfter, type Day } from './naive-days.js';
import { knownOn, monthsAfterEnd, type NaiveEntry } from './naive-entry.js';
import type { NaiveFacts } from './naive-facts.js';
import { fraction } from './naive-fraction.js';

/** COM-01 to COM-07 on V, those that are live and those that no longer are. */
export function commercialEntries(facts: NaiveFacts, v: Day): NaiveEntry[] {
  const bills = billsInOrder(facts, v);
  return [...streaks(bills).flatMap((streak) => streakEntries(streak, v)), ...cleanYears(facts, bills, v), ...findings(facts, v)];
}

/** "N months old from the day after due date + N months, if it was not settled on or before due date + N months" */
function isMonthsOld(bill: StandingBill, months: number, v: Day): boolean {
  const anniversary = monthsAfter(bill.due, months);
  return v >= anniversary + 1 && !(bill.settled !== null && bill.settled <= anniversary);
}

function streakEntries(streak: readonly StandingBill[], v: Day): NaiveEntry[] {
  // "A streak costs one step, the highest it has reached by the bills as they stand on V: 1, 2 or 3 by its length or by
  // the age of any of its bills."
  let step = 1;
  if (streak.length >= 2 || streak.some((bill) => isMonthsOld(bill, 2, v))) step = 2;
  if (streak.length >= 3 || streak.some((bill) => isMonthsOld(bill, 3, v))) step = 3;
  // "The streak counts from the earliest start among its arrears; its end is the last settlement, once all of its bills
  // are settled; until then it is live."
  const since = Math.min(...streak.map((bill) => bill.start));
  const allSettled = streak.every((bill) => bill.settled !== null);
  const end = allSettled ? Math.max(...streak.map((bill) => bill.settled!)) : null;
  // "24 after the streak's last settlement"
  const until = monthsAfterEnd(end, 24);
  const entry = { rule: `COM-0${step}`, points: fraction(-10 * step), since, until, documents: streak.map((bill) => bill.number) };
  // "COM-04: once per bill in the streak that was settled late, but by the end of the calendar month after its due date's
  // month; also while other bills of the streak are still open." It counts "with its streak" and "lapses with its streak".
  const cured = streak
    .filter((bill) => bill.settled !== null && bill.settled > bill.due && bill.settled <= endOfMonthAfter(bill.due))
    .map((bill) => ({ rule: 'COM-04', points: fraction(1, 2), since, until, documents: [bill.number] }));
  return [entry, ...cured];
}

function cleanYears(facts: NaiveFacts, bills: readonly StandingBill[], v: Day): NaiveEntry[] {
  const arrears = bills.filter((bill) => bill.inArrears);
  // "an arrears is open from the day it starts until the day before it is settled"
  const isAnyOpenOn = (day: Day): boolean =>
    arrears.some((bill) => bill.start <= day && (bill.settled === null || day <= bill.settled - 1));
  // "a clean span begins on the day the customer was opened, or on the day the last open arrears was settled, and lasts
  // until the next arrears starts. No span begins while any arrears is open"
  const settlements = [...new Set(arrears.map((bill) => bill.settled).filter((day) => day !== null))];
  const starts = [...new Set([dayFrom(facts.customer.opened_on), ...settlements])].filter((day) => !isAnyOpenOn(day));
  const result: NaiveEntry[] = [];
  for (const start of starts) {
    const settledThatDay = arrears.filter((bill) => bill.settled === start).map((bill) => bill.number);
    // "clean year k ends on start + 12k months, counts if no arrears has started by that day, and its reward is live from
    // the day after through start + 12(k+1) months, also when an arrears follows"
    for (let k = 1; monthsAfter(start, 12 * k) + 1 <= v; k++) {
      const end = monthsAfter(start, 12 * k);
      if (arrears.some((bill) => start < bill.start && bill.start <= end)) break;
      const documents = settledThatDay.length > 0 ? settledThatDay : [facts.customer.customer_no];
      result.push({ rule: 'COM-07', points: fraction(5), since: end + 1, until: monthsAfter(start, 12 * (k + 1)), documents });
    }
  }
  return result;
}

function findings(facts: NaiveFacts, v: Day): NaiveEntry[] {
  const result: NaiveEntry[] = [];
  for (const row of facts.mandate_findings ?? []) {
    // COM-05: −10, from "the finding", "24 after the finding"
    const found = knownOn(row.found_on, v);
    if (found === null) continue;
    result.push({ rule: 'COM-05', points: fraction(-10), since: found, until: monthsAfter(found, 24), documents: [row.finding_no] });
  }
  for (const row of facts.reports ?? []) {
    // COM-06: +10, verified tip on an absconded debtor's whereabouts; from "verification", "12 after verification"
    const verified = knownOn(row.verified_on, v);
    if (row.kind !== 'absconder_tip' || verified === null) continue;
    result.push({ rule: 'COM-06', points: fraction(10), since: verified, until: monthsAfter(verified, 12), documents: [row.report_no] });
  }
  return result;
}
