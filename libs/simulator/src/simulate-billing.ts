import { addMonths, endOfNextMonth, formatDay, type Day } from '#platform/kernel/day.js';
import type { CustomerFacts } from './exchange-files.js';
import { PayerMood, type Manner } from './payer-mood.js';
import { randomFor, type Random } from './random.js';
import { settleBill, type SimulatedBill } from './settle-bill.js';
import { isActive, monthsOf, type Span, type Subject } from './span.js';
import type { Temperament } from './temperament.js';
import { numbering } from './until-end.js';
import { yuan } from './yuan.js';

export type BillingFacts = Pick<CustomerFacts, 'bills' | 'payments' | 'payment_returns' | 'bill_exemptions'>;

/** A bill a month, some months none, some two; paid in every manner; whether the customer pays in the month after. */
export function simulateBilling(seed: string, subject: Subject, span: Span, temperament: Temperament): { facts: BillingFacts; defaultsNext: boolean } {
  const random = randomFor(seed, subject.customerNo, 'billing');
  const mood = new PayerMood(temperament.payer, randomFor(seed, subject.customerNo, 'mood'));
  const facts: BillingFacts = { bills: [], payments: [], payment_returns: [], bill_exemptions: [] };
  const billNo = numbering(subject.customerNo, 'B');
  const paymentNo = numbering(subject.customerNo, 'P');
  const usualFen = subject.customerClass === 'power' ? random.between(300_000, 2_000_000) : random.between(6_000, 60_000);
  const issueOffset = random.between(2, 9);
  const term = random.pick([0, 10, 15, 20, 20, 20, 25, 30]);

  for (const first of monthsOf(span)) {
    mood.beginMonth();
    for (const { period, issued, due } of monthlyBills(first, issueOffset, term, random)) {
      const bill: SimulatedBill = {
        billNo: billNo(),
        issued,
        due,
        amountFen: amountFen(usualFen, random),
        settledOn: settlement(mood, first, due, issued, random),
      };
      const account = settleBill(bill, subject.customerNo, span, paymentNo, random);
      if (!isActive(subject, issued) || issued > span.end) continue;
      facts.bills.push({
        bill_no: bill.billNo,
        customer_no: subject.customerNo,
        period: formatDay(period < subject.opened ? first : period).slice(0, 7),
        issued_on: formatDay(issued),
        due_on: formatDay(due),
        amount: yuan(bill.amountFen),
      });
      facts.payments.push(...account.payments);
      facts.payment_returns.push(...account.payment_returns);
      facts.bill_exemptions.push(...account.bill_exemptions);
    }
  }
  return { facts, defaultsNext: mood.defaultsNext() };
}

/** Usually one; beside it a supplement for the same period, or a belated bill for an older one that is ordered before it. */
function monthlyBills(first: Day, issueOffset: number, term: number, random: Random): { period: Day; issued: Day; due: Day }[] {
  const issued = first + issueOffset;
  const due = issued + term;
  const regular = { period: first, issued, due };
  const supplement = { period: first, issued, due: due + random.pick([0, 0, 5]) };
  const belated = { period: addMonths(first, -random.between(1, 4)), issued: issued + 3, due: due + 3 };
  return random.pickWeighted([[[regular], 950], [[], 30], [[regular, supplement], 12], [[belated, regular], 8]]);
}

/** The day on which the bill is paid in full, if nothing is returned; null for never. Edges of the rules are hit on purpose. */
function settlement(mood: PayerMood, first: Day, due: Day, issued: Day, random: Random): Day | null {
  const manner = mood.manner();
  const crisis = mood.monthsOfCrisis;
  const [from, to] = window(manner, due, issued);
  const day = from + random.below(to - from + 1);
  const usual = random.pickWeighted([[from, 3], [to, 7], [day, 90]]);
  // At the end of a crisis everything is paid on one day.
  if (crisis > 0) return Math.max(addMonths(first, crisis) + 20, issued);
  return manner === 'never' ? null : usual;
}

function window(manner: Manner, due: Day, issued: Day): [from: Day, to: Day] {
  const twoMonths = addMonths(due, 2);
  const threeMonths = addMonths(due, 3);
  switch (manner) {
    case 'in time':
      return [issued, due];
    case 'day late':
      return [due + 1, due + 1];
    case 'next month':
      return [due + 1, endOfNextMonth(due)];
    case 'under 2 months':
      return [Math.min(endOfNextMonth(due) + 1, twoMonths), twoMonths];
    case 'over 2 months':
      return [twoMonths + 1, threeMonths];
    case 'over 3 months':
      return [threeMonths + 1, addMonths(due, 9)];
    case 'never':
      return [due, due];
  }
}

/** The usual amount give or take two fifths; in whole yuan for one bill in ten. */
function amountFen(usualFen: number, random: Random): number {
  const fen = Math.floor((usualFen * random.between(60, 140)) / 100) + random.below(100);
  return random.chance(100_000) ? fen - (fen % 100) : fen;
}
