import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import type { CustomerFacts, ExchangeFile } from '#simulator/exchange-files.js';
import { FACT_FILES, type NaiveFacts, type Row } from '../reference/naive-facts.js';

/**
 * One fact as both sides take it: the event for the product, and for the reference scorer a row of an exchange file with
 * its later days still empty, or one such day that is filled in.
 */
export interface RecordedFact {
  readonly event: CreditFact;
  readonly file: ExchangeFile | 'reclassifications';
  readonly row: Row;
  /** Set for a later day: its column. */
  readonly later?: string;
}

type Kind = { primary: (row: Row) => CreditFact; later: { [column: string]: (row: Row) => CreditFact } };

const fen = (yuan: string): string => {
  const [whole, decimals = ''] = yuan.split('.');
  return String(BigInt(whole + decimals.padEnd(2, '0')));
};
/** An event whose payload is some columns of the row, in their own names. */
const event = (type: CreditFact['type'], columns: string, row: Row, more: object = {}): CreditFact =>
  ({ type, payload: { ...Object.fromEntries(columns.split(' ').map((column) => [column, row[column]])), ...more } }) as unknown as CreditFact;
const only = (type: CreditFact['type'], columns: string): Kind => ({ primary: (row) => event(type, columns, row), later: {} });

const KINDS: { [file in ExchangeFile]: Kind } = {
  customers: {
    primary: (row) => event('CustomerOpened', 'customer_no customer_class opened_on', row, { personal: '', personal_hash: '' }),
    later: { closed_on: (row) => event('CustomerClosed', 'customer_no closed_on', row) },
  },
  bills: { primary: (row) => event('BillIssued', 'bill_no customer_no period issued_on due_on', row, { amount_fen: fen(row.amount) }), later: {} },
  payments: { primary: (row) => event('PaymentReceived', 'payment_no customer_no bill_no paid_on', row, { amount_fen: fen(row.amount) }), later: {} },
  payment_returns: only('PaymentReturned', 'payment_no returned_on'),
  bill_exemptions: only('BillExempted', 'bill_no decided_on reason'),
  mandate_findings: only('MandateFoundVoid', 'finding_no customer_no found_on'),
  reports: {
    primary: (row) => event('ReportReceived', 'report_no customer_no kind reported_on', row),
    later: { verified_on: (row) => event('ReportVerified', 'report_no customer_no verified_on', row) },
  },
  safety_incidents: {
    primary: (row) => event('SafetyIncidentOccurred', 'incident_no customer_no kind occurred_on', row, { wide_outage: row.wide_outage === 'true' }),
    later: { concealed_found_on: (row) => event('IncidentConcealmentFound', 'incident_no customer_no concealed_found_on', row) },
  },
  safety_findings: {
    primary: (row) => event('SafetyDefectFound', 'finding_no customer_no kind found_on', row, { persons: Number(row.persons || '1') }),
    later: { rectified_on: (row) => event('SafetyDefectRectified', 'finding_no customer_no rectified_on', row) },
  },
  safety_awards: only('SafetyAwardApproved', 'award_no customer_no period_from period_to approved_on approved_by'),
  violations: {
    primary: (row) => event('CaseOpened', 'case_no customer_no kind occurred_on', row),
    later: {
      confirmed_on: (row) => event('CaseConfirmed', 'case_no customer_no confirmed_on', row),
      withdrawn_on: (row) => event('CaseWithdrawn', 'case_no customer_no withdrawn_on', row),
    },
  },
  cooperation_findings: only('CooperationFailureFound', 'finding_no customer_no kind found_on'),
  rectification_notices: {
    primary: (row) => event('RectificationNoticeServed', 'notice_no customer_no served_on deadline_on', row),
    later: { rectified_on: (row) => event('RectificationNoticeMet', 'notice_no customer_no rectified_on', row) },
  },
  field_assessments: only('FieldAssessmentApproved', 'assessment_no customer_no area score assessed_on assessed_by approved_on approved_by'),
};

/** Everything the rows say, one fact each, file by file. */
export function recordedFacts(facts: CustomerFacts): RecordedFact[] {
  const recorded: RecordedFact[] = [];
  const record = (file: ExchangeFile, row: Row): void => {
    const { primary, later } = KINDS[file];
    const bare = Object.fromEntries(Object.entries(row).map(([column, value]) => [column, column in later ? '' : value]));
    recorded.push({ event: primary(row), file, row: bare });
    for (const [column, laterEvent] of Object.entries(later)) if (row[column]) recorded.push({ event: laterEvent(row), file, row, later: column });
  };
  record('customers', facts.customer);
  for (const file of FACT_FILES) for (const row of facts[file]) record(file, row);
  return recorded;
}

export function reclassification(customer_no: string, customer_class: 'power' | 'lighting', effective_from: string): RecordedFact {
  const payload = { customer_no, customer_class, effective_from, reason: 'measured again' };
  return { event: { type: 'CustomerReclassified', payload }, file: 'reclassifications', row: { customer_class, effective_from } };
}

/** The rows that some recorded facts amount to, or null while the opening is not among them. */
export function rowsOf(recorded: readonly RecordedFact[]): NaiveFacts | null {
  const files: { [file: string]: Row[] } = {};
  for (const { file, row, later } of recorded) if (!later) (files[file] ??= []).push({ ...row });
  for (const { file, row, later } of recorded) {
    if (!later) continue;
    // The document's number is the first column of every file.
    const number = Object.keys(row)[0];
    const document = files[file]?.find((other) => other[number] === row[number]) as { [column: string]: string } | undefined;
    if (document) document[later] = row[later];
  }
  const { customers, ...others } = files;
  return customers ? ({ customer: customers[0], ...others } as NaiveFacts) : null;
}
