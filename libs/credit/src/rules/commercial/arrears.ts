import { addMonths, type Day } from '#platform/kernel/day.js';
import { compareCodePoints } from '#platform/kernel/code-points.js';
import type { BillFact, OpeningFact, PaymentFact } from '../../case-file/case-file.js';
import type { KnownFacts } from '../../case-file/facts-on.js';
import type { Ground } from '../../assessing/assessment.js';

/** A bill as it stands on the day asked about. */
export interface BillStanding {
  readonly bill: BillFact;
  /** The day its payments reached its amount; null if they have not (domain.md §3.3, 2). */
  readonly settledOn: Day | null;
  /** Not settled on or before its due date. */
  readonly late: boolean;
  /** The payments that count, oldest first. */
  readonly payments: readonly PaymentFact[];
}

/** A longest run of neighbouring bills that are all in arrears (domain.md §3.3, 4). */
export interface Streak {
  readonly bills: readonly BillStanding[];
  /** The earliest start among its arrears. */
  readonly since: Day;
  /** The last settlement once all are settled, else null. */
  readonly settledOn: Day | null;
}

/** A time without arrears (domain.md §3.3, 7). */
export interface CleanSpan {
  /** The day the customer was opened, or the day the last open arrears was settled. */
  readonly from: Day;
  /** The day the next arrears starts, or null while none has. */
  readonly brokenOn: Day | null;
  readonly restsOn: readonly Ground[];
}

export interface Arrears {
  /** All bills known that are not exempted, due or not, in the order of domain.md §3.3, 4. */
  readonly bills: readonly BillStanding[];
  readonly streaks: readonly Streak[];
  readonly spans: readonly CleanSpan[];
}

/** Works out bills, streaks and clean spans from the facts known, as they stand on `day`. */
export function buildArrears(facts: KnownFacts, day: Day, opening: OpeningFact): Arrears {
  const bills = standings(facts);
  const due = bills.filter(({ bill }) => bill.due < day);
  return { bills, streaks: streaks(due), spans: spans(due, opening) };
}

function standings(facts: KnownFacts): BillStanding[] {
  const payments = new Map<string, PaymentFact[]>();
  for (const payment of facts.all('payment')) {
    // A returned payment counts as never made, for all earlier days too (domain.md §3.3, 2).
    if (facts.about('returned', payment.no)) continue;
    const others = payments.get(payment.bill);
    if (others) others.push(payment);
    else payments.set(payment.bill, [payment]);
  }
  const standing: BillStanding[] = [];
  for (const bill of facts.all('bill')) {
    // From the day of its exemption a bill is treated as never issued (domain.md §3.3, 14).
    if (facts.about('exempted', bill.no)) continue;
    const paid = payments.get(bill.no) ?? [];
    if (paid.length > 1) paid.sort((a, b) => a.on - b.on || compareCodePoints(a.no, b.no));
    let settledOn: Day | null = null;
    let sum = 0;
    for (const payment of paid) {
      sum += payment.fen;
      if (sum >= bill.fen) {
        settledOn = payment.on;
        break;
      }
    }
    standing.push({ bill, settledOn, late: settledOn === null || settledOn > bill.due, payments: paid });
  }
  return standing.sort(
    (a, b) => compareCodePoints(a.bill.per, b.bill.per) || a.bill.due - b.bill.due || compareCodePoints(a.bill.no, b.bill.no),
  );
}

function streaks(due: readonly BillStanding[]): Streak[] {
  const found: Streak[] = [];
  let run: BillStanding[] = [];
  const close = (): void => {
    if (run.length === 0) return;
    let since = run[0].bill.due + 1;
    let settledOn = run[0].settledOn;
    for (const { bill, settledOn: settled } of run) {
      since = Math.min(since, bill.due + 1);
      settledOn = settledOn === null || settled === null ? null : Math.max(settledOn, settled);
    }
    found.push({ bills: run, since, settledOn });
    run = [];
  };
  for (const standing of due) {
    if (standing.late) run.push(standing);
    else close();
  }
  close();
  return found;
}

function spans(due: readonly BillStanding[], opening: OpeningFact): CleanSpan[] {
  const arrears = due.filter(({ late }) => late).sort((a, b) => a.bill.due - b.bill.due);
  const found: CleanSpan[] = [];
  let from: Day = opening.on;
  let restsOn: Ground[] = [{ kind: 'opened', fact: opening }];
  for (let i = 0; i < arrears.length; ) {
    found.push({ from, brokenOn: arrears[i].bill.due + 1, restsOn });
    // An arrears is open from its start until the day before it is settled; no span begins while any is open. One that
    // starts on the very day the others are settled is open that day too, unless it is settled on it.
    let end = arrears[i].settledOn;
    let last = [arrears[i]];
    for (i++; i < arrears.length && (end === null || arrears[i].bill.due + 1 <= end); i++) {
      const settled = arrears[i].settledOn;
      if (settled === null || end === null) end = null;
      else if (settled > end) [end, last] = [settled, [arrears[i]]];
      else if (settled === end) last.push(arrears[i]);
    }
    if (end === null) return found;
    from = end;
    restsOn = last.flatMap(settlementGrounds);
  }
  found.push({ from, brokenOn: null, restsOn });
  return found;
}

/** A bill is N months old from the day after *due date + N months*, if it was not settled by then (domain.md §3.3, 3). */
export function reachedAge(standing: BillStanding, months: number, day: Day): boolean {
  const limit = addMonths(standing.bill.due, months);
  return day > limit && !(standing.settledOn !== null && standing.settledOn <= limit);
}

/** The bill and the payments that count for it. */
export function billGrounds({ bill, payments }: BillStanding): Ground[] {
  return [{ kind: 'bill', fact: bill }, ...payments.map((fact): Ground => ({ kind: 'payment', fact }))];
}

/** The payment that settled a bill. */
export function settlementGrounds({ settledOn, payments }: BillStanding): Ground[] {
  return payments.filter((payment) => payment.on === settledOn).map((fact) => ({ kind: 'payment', fact }));
}
