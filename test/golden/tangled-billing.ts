import fc from 'fast-check';
import { addMonths, dayOf, endOfNextMonth, formatDay, type Day } from '#platform/kernel/day.js';
import type { CustomerFacts } from '#simulator/exchange-files.js';

// Month ends and a leap day are near, so that "N months after" has to shorten.
const FIRST = dayOf('2023-12-28');

/** Days at which a rule turns, counted from a due date. */
const turning = (due: Day): Day[] => [due - 1, due, due + 1, due + 2, endOfNextMonth(due), endOfNextMonth(due) + 1, addMonths(due, 2), addMonths(due, 2) + 1, addMonths(due, 3), addMonths(due, 3) + 1, due + 35];

const aBill = fc.record({
  period: fc.constantFrom('2023-12', '2024-01', '2024-02', '2024-03'),
  // Now, or a year after now, so that a clean year may just be over.
  due: fc.tuple(fc.nat(70), fc.constantFrom(0, 0, 12)).map(([days, months]) => addMonths(FIRST + days, months)),
  payments: fc.array(
    fc.record({
      turn: fc.nat(10),
      share: fc.constantFrom(100, 100, 50),
      returned: fc.option(fc.nat(60), { freq: 3 }),
    }),
    { maxLength: 3 },
  ),
  exempted: fc.option(fc.nat(400), { freq: 6 }),
});

const none = { mandate_findings: [], reports: [], safety_incidents: [], safety_findings: [], safety_awards: [] };
const nothing = { ...none, violations: [], cooperation_findings: [], rectification_notices: [], field_assessments: [] };

/** A customer with up to six bills whose days collide: periods out of step with due dates, payments at every turn of the rules, returned or not. */
export const tangledBilling: fc.Arbitrary<{ facts: CustomerFacts; first: Day }> = fc
  .record({
    bills: fc.array(aBill, { maxLength: 6 }),
    openedMonthsBefore: fc.constantFrom(0, 12, 24, 36),
    openedBeside: fc.integer({ min: -1, max: 2 }),
    customer_class: fc.constantFrom('power', 'lighting'),
  })
  .map(({ bills, openedMonthsBefore, openedBeside, customer_class }) => {
    // So many months, to the day or nearly, before the first bill falls due.
    const opened = Math.min(FIRST, addMonths((bills[0]?.due ?? FIRST) + openedBeside, -openedMonthsBefore));
    const facts: CustomerFacts = {
      customer: {
        customer_no: 'S1',
        customer_class,
        opened_on: formatDay(opened),
        ...{ name: '', region: '', segment: '', phone: '', address: '', contract_no: '', closed_on: '' },
      },
      ...{ bills: [], payments: [], payment_returns: [], bill_exemptions: [] },
      ...nothing,
    };
    bills.forEach(({ period, due, payments, exempted }, at) => {
      const bill_no = `B${at}`;
      const issued = Math.max(FIRST, due - 10);
      facts.bills.push({ bill_no, customer_no: 'S1', period, issued_on: formatDay(issued), due_on: formatDay(due), amount: '100' });
      payments.forEach(({ turn, share, returned }, index) => {
        const payment_no = `P${at}${index}`;
        const paid = Math.max(issued, turning(due)[turn]);
        facts.payments.push({ payment_no, customer_no: 'S1', bill_no, paid_on: formatDay(paid), amount: String(share) });
        if (returned !== null) facts.payment_returns.push({ payment_no, returned_on: formatDay(paid + returned) });
      });
      if (exempted !== null) facts.bill_exemptions.push({ bill_no, decided_on: formatDay(issued + exempted), reason: 'disputed' });
    });
    return { facts, first: FIRST };
  });
