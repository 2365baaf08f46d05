import type { Day } from '#platform/kernel/day.js';
import type { CaseFile } from '../case-file/case-file.js';
import type { EditionBook } from '../editions/edition-book.js';
import { fromCopyText, toCopyText } from './copy-text.js';
import { LEDGER_COLUMNS } from './ledger-columns.js';
import { ledgerRow } from './ledger-row.js';

/** A case file as a line for COPY into its table. */
export const caseFileLine = ({ customerNo, facts }: CaseFile): string => `${toCopyText(customerNo)}\t${toCopyText(JSON.stringify(facts))}\n`;

/** The ledger's rows of such case files on a day, as lines for COPY; those who have no row are left out. */
export function ledgerLines(caseFiles: string, day: Day, book: EditionBook): string {
  let lines = '';
  for (let start = 0, end: number; (end = caseFiles.indexOf('\n', start)) >= 0; start = end + 1) {
    const tab = caseFiles.indexOf('\t', start);
    const customerNo = fromCopyText(caseFiles.slice(start, tab));
    const facts = JSON.parse(fromCopyText(caseFiles.slice(tab + 1, end))) as CaseFile['facts'];
    const row = ledgerRow({ customerNo, facts }, day, book);
    if (row) lines += `${LEDGER_COLUMNS.map(({ name }) => toCopyText(row[name])).join('\t')}\n`;
  }
  return lines;
}
