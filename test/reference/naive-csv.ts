import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { byCodePoints, FACT_FILES, type FactFile, type NaiveFacts, type Row } from './naive-facts.js';
import { twoDecimals } from './naive-fraction.js';
import { naiveScore, type NaiveScore } from './naive-scorer.js';

/** Records of a CSV text as RFC 4180 has it, the header first. */
export function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      record.push(field);
      field = '';
    } else if (character === '\n') {
      record.push(field);
      records.push(record);
      record = [];
      field = '';
    } else if (!(character === '\r' && text[i + 1] === '\n')) field += character;
  }
  if (field !== '' || record.length > 0) records.push([...record, field]);
  return records;
}

function rowsOf(folder: string, file: string): Row[] {
  const plain = join(folder, `${file}.csv`);
  if (!existsSync(plain) && !existsSync(`${plain}.gz`)) return [];
  const text = existsSync(plain) ? readFileSync(plain, 'utf8') : gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
  const [header, ...records] = csvRecords(text);
  const rows = new Map<string, Row>();
  for (const record of records) {
    const row: { [column: string]: string } = {};
    header.forEach((column, i) => (row[column] = record[i]));
    // "it counts once, and of two rows that differ only in a later day left empty in one, the filled one stands"
    const number = row[KEYS[file]];
    const before = rows.get(number);
    if (before) for (const column of header) row[column] = row[column] || before[column];
    rows.set(number, row);
  }
  return [...rows.values()];
}

const KEYS: { [file: string]: string } = {
  customers: 'customer_no',
  bills: 'bill_no',
  payments: 'payment_no',
  payment_returns: 'payment_no',
  bill_exemptions: 'bill_no',
  mandate_findings: 'finding_no',
  reports: 'report_no',
  safety_incidents: 'incident_no',
  safety_findings: 'finding_no',
  safety_awards: 'award_no',
  violations: 'case_no',
  cooperation_findings: 'finding_no',
  rectification_notices: 'notice_no',
  field_assessments: 'assessment_no',
};

/** The customers of an exchange folder with their facts, by customer_no in code-point order. A valid folder is taken for granted. */
export function readFolder(folder: string): NaiveFacts[] {
  const customers = new Map<string, { customer: Row } & { [file in FactFile]?: Row[] }>();
  for (const row of rowsOf(folder, 'customers')) customers.set(row.customer_no, { customer: row });
  const ownerOfPayment = new Map<string, string>();
  const ownerOfBill = new Map<string, string>();
  for (const file of FACT_FILES) {
    for (const row of rowsOf(folder, file)) {
      let owner = row.customer_no;
      if (file === 'payment_returns') owner = ownerOfPayment.get(row.payment_no)!;
      if (file === 'bill_exemptions') owner = ownerOfBill.get(row.bill_no)!;
      if (file === 'payments') ownerOfPayment.set(row.payment_no, owner);
      if (file === 'bills') ownerOfBill.set(row.bill_no, owner);
      (customers.get(owner)![file] ??= []).push(row);
    }
  }
  return [...customers.values()].sort((a, b) => byCodePoints(a.customer.customer_no, b.customer.customer_no));
}

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The scores CSV of domain.md §4 on a day. */
export function scoresCsv(customers: readonly NaiveFacts[], day: string): string {
  const lines = ['customer_no,customer_class,com,saf,law,coo,ops,dev,total,grade,veto'];
  const scores = customers.map((facts) => naiveScore(facts, day)).filter((score): score is NaiveScore => score !== null);
  scores.sort((a, b) => byCodePoints(a.customer_no, b.customer_no));
  for (const { customer_no, customer_class, categories, total, grade, veto } of scores) {
    const { COM, SAF, LAW, COO, OPS, DEV } = categories;
    const points = [COM, SAF, LAW, COO, OPS, DEV].map((value) => (value === undefined ? '' : twoDecimals(value)));
    lines.push([customer_no, customer_class, ...points, twoDecimals(total), grade, veto].map(quoted).join(','));
  }
  return `${lines.join('\n')}\n`;
}
