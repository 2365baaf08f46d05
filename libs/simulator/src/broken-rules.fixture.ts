import type { CustomerFacts } from './exchange-files.js';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const NUMBER_COLUMNS = /^(bill|payment|finding|report|incident|award|case|notice|assessment)_no$/;

/** The sentences of domain.md §4 that a customer's rows break; written without the import, to judge what the simulator makes. */
export function brokenRules(facts: CustomerFacts): string[] {
  const broken: string[] = [];
  const opened = facts.customer.opened_on;
  const holds = (isSo: boolean, what: string, row: object): unknown => isSo || broken.push(`${what}: ${JSON.stringify(row)}`);
  const exists = (day: string): boolean => DAY.test(day) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  /** a later day comes no earlier than the day it follows; empty only where `mayBeEmpty`. */
  const follows = (row: object, earlier: string, later: string, mayBeEmpty = false): unknown =>
    later === '' ? holds(mayBeEmpty, 'a day is missing', row) : holds(exists(later) && later >= earlier, `${later} lies before ${earlier}`, row);
  const unique = (name: string, rows: readonly { [column: string]: string }[]): void => {
    for (const row of rows) {
      holds(row.customer_no === undefined || row.customer_no === facts.customer.customer_no, 'another customer', row);
    }
    const column = Object.keys(rows[0] ?? {}).find((key) => NUMBER_COLUMNS.test(key));
    const numbers = rows.map((row) => (column ? row[column] : ''));
    holds(new Set(numbers).size === numbers.length, `a number of ${name} twice`, numbers);
  };
  for (const [name, rows] of Object.entries(facts)) if (Array.isArray(rows)) unique(name, rows);

  holds(exists(opened), 'opened_on', facts.customer);
  holds(['power', 'lighting'].includes(facts.customer.customer_class), 'class', facts.customer);
  follows(facts.customer, opened, facts.customer.closed_on, true);
  const fen = (yuan: string): number => (/^\d+(\.\d\d?)?$/.test(yuan) ? Math.round(Number(yuan) * 100) : NaN);

  for (const bill of facts.bills) {
    follows(bill, opened, bill.issued_on);
    follows(bill, bill.issued_on, bill.due_on);
    holds(/^\d{4}-(0[1-9]|1[0-2])$/.test(bill.period), 'period', bill);
    holds(fen(bill.amount) > 0, 'amount', bill);
    const unreturned = facts.payments.filter(
      (payment) => payment.bill_no === bill.bill_no && !facts.payment_returns.some((row) => row.payment_no === payment.payment_no),
    );
    holds(unreturned.reduce((sum, payment) => sum + fen(payment.amount), 0) <= fen(bill.amount), 'paid more than owed', bill);
  }
  for (const payment of facts.payments) {
    const bill = facts.bills.find((row) => row.bill_no === payment.bill_no);
    holds(bill !== undefined && fen(payment.amount) > 0, 'payment', payment);
    if (bill) follows(payment, bill.issued_on, payment.paid_on);
  }
  for (const row of facts.payment_returns) {
    const payment = facts.payments.find(({ payment_no }) => payment_no === row.payment_no);
    follows(row, payment?.paid_on ?? 'no payment', row.returned_on);
  }
  for (const row of facts.bill_exemptions) {
    const bill = facts.bills.find(({ bill_no }) => bill_no === row.bill_no);
    follows(row, bill?.issued_on ?? 'no bill', row.decided_on);
    holds(row.reason !== '', 'reason', row);
  }
  for (const row of facts.mandate_findings) follows(row, opened, row.found_on);
  for (const row of facts.reports) {
    follows(row, opened, row.reported_on);
    follows(row, row.reported_on, row.verified_on, true);
    holds(['absconder_tip', 'crime_report'].includes(row.kind), 'kind', row);
  }
  for (const row of facts.safety_incidents) {
    follows(row, opened, row.occurred_on);
    follows(row, row.occurred_on, row.concealed_found_on, true);
    holds(['electrical_accident', 'cascade_trip_branch', 'cascade_trip_substation'].includes(row.kind), 'kind', row);
    holds(['', 'true', 'false'].includes(row.wide_outage), 'wide_outage', row);
  }
  for (const row of facts.safety_findings) {
    follows(row, opened, row.found_on);
    follows(row, row.found_on, row.rectified_on, true);
    holds(['unqualified_electrician', 'deficient_procedures'].includes(row.kind), 'kind', row);
    holds(/^([1-9]\d*)?$/.test(row.persons), 'persons', row);
  }
  for (const row of facts.safety_awards) {
    follows(row, opened, row.period_from);
    follows(row, row.period_from, row.period_to);
    follows(row, row.period_to, row.approved_on);
    holds(row.approved_by !== '', 'approved_by', row);
  }
  for (const row of facts.violations) {
    follows(row, opened, row.occurred_on);
    follows(row, row.occurred_on, row.confirmed_on, true);
    follows(row, row.occurred_on, row.withdrawn_on, true);
    holds(['theft', 'contract_violation', 'obstruction', 'facility_damage'].includes(row.kind), 'kind', row);
  }
  for (const row of facts.cooperation_findings) {
    follows(row, opened, row.found_on);
    holds(['bad_faith_contract', 'refused_equipment_test', 'refused_inspection', 'dispatch_violation'].includes(row.kind), 'kind', row);
  }
  for (const row of facts.rectification_notices) {
    follows(row, opened, row.served_on);
    follows(row, row.served_on, row.deadline_on);
    follows(row, row.served_on, row.rectified_on, true);
  }
  for (const row of facts.field_assessments) {
    follows(row, opened, row.assessed_on);
    follows(row, row.assessed_on, row.approved_on);
    holds(/^([0-4](\.5)?|5)$/.test(row.score), 'score', row);
    holds(row.assessed_by !== '' && row.approved_by !== '' && row.assessed_by !== row.approved_by, 'assessor and approver', row);
  }
  return broken;
}
