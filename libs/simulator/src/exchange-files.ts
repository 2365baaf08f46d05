/** The exchange files and their columns, in the order in which they are written (domain.md §4). */
export const COLUMNS = {
  customers: ['customer_no', 'name', 'customer_class', 'opened_on', 'region', 'segment', 'phone', 'address', 'contract_no', 'closed_on'],
  bills: ['bill_no', 'customer_no', 'period', 'issued_on', 'due_on', 'amount'],
  payments: ['payment_no', 'customer_no', 'bill_no', 'paid_on', 'amount'],
  payment_returns: ['payment_no', 'returned_on'],
  bill_exemptions: ['bill_no', 'decided_on', 'reason'],
  mandate_findings: ['finding_no', 'customer_no', 'found_on'],
  reports: ['report_no', 'customer_no', 'kind', 'reported_on', 'verified_on'],
  safety_incidents: ['incident_no', 'customer_no', 'kind', 'occurred_on', 'wide_outage', 'concealed_found_on'],
  safety_findings: ['finding_no', 'customer_no', 'kind', 'found_on', 'persons', 'rectified_on'],
  safety_awards: ['award_no', 'customer_no', 'period_from', 'period_to', 'approved_on', 'approved_by'],
  violations: ['case_no', 'customer_no', 'kind', 'occurred_on', 'confirmed_on', 'withdrawn_on'],
  cooperation_findings: ['finding_no', 'customer_no', 'kind', 'found_on'],
  rectification_notices: ['notice_no', 'customer_no', 'served_on', 'deadline_on', 'rectified_on'],
  field_assessments: ['assessment_no', 'customer_no', 'area', 'score', 'assessed_on', 'assessed_by', 'approved_on', 'approved_by'],
} as const;

export type ExchangeFile = keyof typeof COLUMNS;
export const EXCHANGE_FILES = Object.keys(COLUMNS) as ExchangeFile[];

/** One row by column name, as text; '' is unknown. */
export type ExchangeRow<File extends ExchangeFile> = { [column in (typeof COLUMNS)[File][number]]: string };

/** Everything that the files say about one customer. */
export type CustomerFacts = { [file in Exclude<ExchangeFile, 'customers'>]: ExchangeRow<file>[] } & {
  customer: ExchangeRow<'customers'>;
};

/** One line of CSV, LF at its end, quoted as in RFC 4180 only where needed. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}
