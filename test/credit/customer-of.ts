import { formatDay, addMonths, dayOf } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { assess } from '#credit/assessing/assess.js';
import type { Assessment } from '#credit/assessing/assessment.js';
import { emptyCaseFile, type CaseFile } from '#credit/case-file/case-file.js';
import { factsOn } from '#credit/case-file/facts-on.js';
import { foldCaseFile, type CreditFact } from '#credit/case-file/fold-case-file.js';
import { builtInEdition } from '#credit/editions/built-in-edition.js';
import { EditionBook } from '#credit/editions/edition-book.js';

export const builtIn = EditionBook.of([builtInEdition()]);

/** Folds events as they would come from the log, one position each. */
export function fileOf(events: readonly CreditFact[], customerNo = 'C1'): CaseFile {
  const file = emptyCaseFile(customerNo);
  events.forEach((event, i) => foldCaseFile(file, event, { id: `event-${i + 1}`, position: i + 1 }));
  return file;
}

/** The assessment of a day, everything recorded being known unless a position is named. */
export function assessOn(events: readonly CreditFact[], day: string, book = builtIn, position?: number): Assessment {
  return assess(factsOn(fileOf(events), dayOf(day), position), dayOf(day), book, true);
}

/** The line of the score file that a person would check: categories, total, grade, veto. */
export function line(assessment: Assessment): string {
  const values = assessment.categories.map(({ value }) => formatPoints(value, assessment.scale));
  return `${values.join('/')} = ${formatPoints(assessment.total, assessment.scale)} ${assessment.grade}${assessment.veto.length ? ` veto ${assessment.veto.join('+')}` : ''}`;
}

/** Rule and raw points of every live entry: "COM-01 -10.00". */
export const lines = (assessment: Assessment): string[] => assessment.entries.map((entry) => `${entry.rule} ${formatPoints(entry.points)}`);

export const opened = (on: string, customer_class: 'power' | 'lighting' = 'power'): CreditFact => ({
  type: 'CustomerOpened',
  payload: { customer_no: 'C1', customer_class, opened_on: on, personal: '', personal_hash: '' },
});
/** A bill due on a day, of 100 yuan, numbered after its period. */
export const bill = (due_on: string, bill_no = `B${due_on.slice(0, 7)}`): CreditFact => ({
  type: 'BillIssued',
  payload: { bill_no, customer_no: 'C1', period: due_on.slice(0, 7), issued_on: formatDay(addMonths(dayOf(due_on), -1)), due_on, amount_fen: '10000' },
});
/** A payment in full of the bill due on a day. */
export const paid = (due_on: string, paid_on: string, bill_no = `B${due_on.slice(0, 7)}`): CreditFact => ({
  type: 'PaymentReceived',
  payload: { payment_no: `P-${bill_no}`, customer_no: 'C1', bill_no, paid_on, amount_fen: '10000' },
});
export const theft = (act: string, confirmed: string, case_no = 'V1', kind: 'theft' | 'contract_violation' | 'obstruction' | 'facility_damage' = 'theft'): CreditFact[] => [
  { type: 'CaseOpened', payload: { case_no, customer_no: 'C1', kind, occurred_on: act } },
  { type: 'CaseConfirmed', payload: { case_no, customer_no: 'C1', confirmed_on: confirmed } },
];
export const violation = (act: string, confirmed: string, case_no: string): CreditFact[] => theft(act, confirmed, case_no, 'contract_violation');
