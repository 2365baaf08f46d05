import { showValue } from '#platform/recording/column-type.js';
import type { CellProblem, Row, RowProblem } from '#platform/recording/record-kind.js';
import { columnIndex } from '#platform/recording/record-kind.js';
import { liveRecord } from '#platform/recording/room-state.js';
import type { RoomState } from '#platform/recording/room-state.js';
import type { Working } from '#platform/recording/working.js';
import { bill } from '../records/bill.js';
import { payment } from '../records/payment.js';
import { paymentReturn } from '../records/payment-return.js';

const BILL_OF_PAYMENT = columnIndex(payment, 'bill_no');
const PAID = columnIndex(payment, 'amount');
const PAID_ON = columnIndex(payment, 'paid_on');
const BILLED = columnIndex(bill, 'amount');

/**
 * The payments of one bill for which no return is recorded, in this import or before, together never exceed its amount
 * (domain.md §4). New payments are taken in the order of their days, then numbers; the ones that no longer fit are
 * refused, so that the order of rows does not matter.
 */
export function paymentsWithinBill(working: Working): RowProblem[] {
  const fresh = new Map<string, { number: string; paidOn: string; amount: number; rows: readonly Row[] }[]>();
  for (const accepted of working.accepted.get(payment)?.values() ?? []) {
    if (!accepted.fresh || working.values(paymentReturn, accepted.number)) continue;
    const billNo = accepted.values[BILL_OF_PAYMENT] as string;
    const one = { number: accepted.number, paidOn: accepted.values[PAID_ON] as string, amount: accepted.values[PAID] as number, rows: accepted.rows };
    const list = fresh.get(billNo);
    if (list) list.push(one);
    else fresh.set(billNo, [one]);
  }
  const problems: RowProblem[] = [];
  for (const [billNo, payments] of fresh) {
    // A payment has a bill, or it would not have been accepted.
    let owed = (working.values(bill, billNo)?.[BILLED] as number) - paidBefore(working.state, billNo, (no) => working.values(paymentReturn, no) !== null);
    payments.sort((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : a.number < b.number ? -1 : 1));
    for (const one of payments) {
      if (one.amount <= owed) owed -= one.amount;
      else problems.push(...one.rows.map((row) => ({ row, ...exceeds(billNo, one.amount, owed) })));
    }
  }
  return problems;
}

/** Declaring a return entered in error makes its payment count again: refused where the bill has been paid otherwise. */
export function voidedReturnExceeds(state: RoomState, paymentNo: string): CellProblem | null {
  const returned = liveRecord(state, payment, paymentNo);
  if (!returned) return null;
  const billNo = returned.values[BILL_OF_PAYMENT] as string;
  const owed = (liveRecord(state, bill, billNo)?.values[BILLED] as number) - paidBefore(state, billNo, (no) => liveRecord(state, paymentReturn, no) !== null);
  const amount = returned.values[PAID] as number;
  if (amount <= owed) return null;
  return { ...exceeds(billNo, amount, owed), column: 'number', message: `Without its return payment ${paymentNo} would count again, and the payments of bill ${billNo} would exceed its amount.` };
}

/** Fen paid on a bill by payments in the log without a return. */
function paidBefore(state: RoomState, billNo: string, isReturned: (paymentNo: string) => boolean): number {
  let paid = 0;
  const seen = new Set<string>();
  for (const { kind, number } of state.referring.get('bill')?.get(billNo) ?? []) {
    if (kind !== payment || seen.has(number)) continue;
    seen.add(number);
    const values = liveRecord(state, payment, number)?.values;
    if (values && values[BILL_OF_PAYMENT] === billNo && !isReturned(number)) paid += values[PAID] as number;
  }
  return paid;
}

function exceeds(billNo: string, amount: number, owed: number): CellProblem {
  const money = bill.columns[BILLED].type;
  const rest = showValue(money, owed);
  return {
    code: 'above-what-is-owed',
    column: 'amount',
    value: showValue(money, amount),
    expected: owed > 0 ? `at most ${rest}, what is still owed on bill ${billNo}` : `no payment, as nothing is owed on bill ${billNo} any more`,
    message: `A payment of ${showValue(money, amount)} is above the ${rest} still owed on bill ${billNo}.`,
  };
}
