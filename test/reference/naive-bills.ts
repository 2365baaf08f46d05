import { dayFrom, type Day } from './naive-days.js';
import { knownOn } from './naive-entry.js';
import { byCodePoints, type NaiveFacts, type Row } from './naive-facts.js';

/** A bill as it stands on V. */
export interface StandingBill {
  readonly number: string;
  readonly due: Day;
  readonly settled: Day | null;
  readonly inArrears: boolean;
  /** The day after the due date; meaningful if it is in arrears. */
  readonly start: Day;
}

export function fen(yuan: string): bigint {
  const [whole, decimals = ''] = yuan.split('.');
  return BigInt(whole + decimals.padEnd(2, '0'));
}

function settledOn(bill: Row, facts: NaiveFacts, v: Day): Day | null {
  const made = (facts.payments ?? []).filter((payment) => {
    if (payment.bill_no !== bill.bill_no || knownOn(payment.paid_on, v) === null) return false;
    // "On every V from its return day on, a returned payment (bounced, recalled) counts as never made, for all
    // earlier days too."
    const returns = (facts.payment_returns ?? []).filter((row) => row.payment_no === payment.payment_no);
    return !returns.some((row) => knownOn(row.returned_on, v) !== null);
  });
  // "A bill is settled on the day when the payments dated up to that day reach its amount."
  for (const day of made.map((payment) => dayFrom(payment.paid_on)).sort((a, b) => a - b)) {
    const upToThatDay = made.filter((payment) => dayFrom(payment.paid_on) <= day);
    const total = upToThatDay.reduce((all, payment) => all + fen(payment.amount), 0n);
    if (total >= fen(bill.amount)) return day;
  }
  return null;
}

/** The order of bills of §3.3, 4 on V. */
export function billsInOrder(facts: NaiveFacts, v: Day): StandingBill[] {
  return (
    [...(facts.bills ?? [])]
      // "Bills due on V or later are left out of the order on V, paid or not."
      .filter((bill) => dayFrom(bill.due_on) < v)
      // "leaving out bills exempted by V"; "from the day of that decision treated as never issued, for streaks and
      // clean spans alike"
      .filter((bill) => {
        const decisions = (facts.bill_exemptions ?? []).filter((row) => row.bill_no === bill.bill_no);
        return !decisions.some((row) => knownOn(row.decided_on, v) !== null);
      })
      // "Order a customer's bills by period, then due date, then number by code points"
      .sort(
        (a, b) =>
          byCodePoints(a.period, b.period) || dayFrom(a.due_on) - dayFrom(b.due_on) || byCodePoints(a.bill_no, b.bill_no),
      )
      .map((bill) => {
        const due = dayFrom(bill.due_on);
        const settled = settledOn(bill, facts, v);
        // "It is in arrears if it was not settled on or before its due date; the arrears starts the day after."
        const inArrears = !(settled !== null && settled <= due);
        return { number: bill.bill_no, due, settled, inArrears, start: due + 1 };
      })
  );
}

/** "A streak is a longest run of neighbours that are all in arrears; a bill settled by its due date ends it." */
export function streaks(bills: readonly StandingBill[]): StandingBill[][] {
  const result: StandingBill[][] = [];
  let run: StandingBill[] = [];
  for (const bill of bills) {
    if (bill.inArrears) run.push(bill);
    else {
      if (run.length > 0) result.push(run);
      run = [];
    }
  }
  if (run.length > 0) result.push(run);
  return result;
}
