import { formatDay, type Day } from '#platform/kernel/day.js';
import type { CustomerFacts } from './exchange-files.js';
import type { Random } from './random.js';
import type { Span } from './span.js';
import { yuan } from './yuan.js';

export interface SimulatedBill {
  readonly billNo: string;
  readonly issued: Day;
  readonly due: Day;
  readonly amountFen: number;
  /** The day that completes the payment, if nothing is returned; null for never. */
  readonly settledOn: Day | null;
}

type Account = Pick<CustomerFacts, 'payments' | 'payment_returns' | 'bill_exemptions'>;

const REASONS = ['disputed and upheld, meter misread', "supplier's fault", 'disputed and upheld: "double billing"'];

/** The payments of a bill: whole or in two parts, now and then returned, and replaced or not; and whether it is exempted. */
export function settleBill(bill: SimulatedBill, customerNo: string, span: Span, paymentNo: () => string, random: Random): Account {
  const account: Account = { payments: [], payment_returns: [], bill_exemptions: [] };
  const disputed = random.chance(6_000);
  const withheld = random.chance(600_000);
  const decided = bill.issued + random.between(0, 150);
  const reason = random.pick(REASONS);
  if (disputed && decided <= span.end) account.bill_exemptions.push({ bill_no: bill.billNo, decided_on: formatDay(decided), reason });

  // A bill that is never paid may still have been paid in part.
  const inParts = random.chance(bill.settledOn === null ? 300_000 : 60_000);
  const firstPart = inParts ? Math.max(1, Math.floor((bill.amountFen * random.between(10, 90)) / 100)) : 0;
  const latest = bill.settledOn ?? bill.due + 20;
  const firstDay = bill.issued + random.below(latest - bill.issued + 1);
  if (disputed && withheld) return account;
  if (firstPart > 0) pay(firstPart, firstDay);
  if (bill.settledOn !== null && firstPart < bill.amountFen) pay(bill.amountFen - firstPart, bill.settledOn);
  return account;

  function pay(fen: number, day: Day): void {
    const bounced = random.chance(8_000);
    const returned = day + random.between(0, 45);
    const replaced = random.chance(750_000);
    // The replacement may come before the return is recorded, and stand beside what it replaces for a time.
    const replacement = day + random.between(0, 90);
    const first = paymentNo();
    const second = paymentNo();
    add(first, fen, day);
    if (!bounced || returned > span.end) return;
    account.payment_returns.push({ payment_no: first, returned_on: formatDay(returned) });
    if (replaced) add(second, fen, replacement);
  }

  function add(payment_no: string, fen: number, day: Day): void {
    if (day > span.end) return;
    account.payments.push({ payment_no, customer_no: customerNo, bill_no: bill.billNo, paid_on: formatDay(day), amount: yuan(fen) });
  }
}
