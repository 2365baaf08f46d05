import type { Day } from '#platform/kernel/day.js';
import { textLines } from '#platform/kernel/text-lines.js';
import type { CaseFile } from '../case-file/case-file.js';
import type { EditionBook } from '../editions/edition-book.js';
import { fromCopyText, toCopyText } from './copy-text.js';
import { LEDGER_COLUMNS } from './ledger-columns.js';
import { ledgerRow } from './ledger-row.js';

/** A case file as a line for COPY into its table. */
export const caseFileLine = ({ customerNo, facts }: CaseFile): string => `${toCopyText(customerNo)}\t${backslashesDoubled(JSON.stringify(facts))}\n`;

// JSON holds no bare control characters: the backslash is all that COPY's text form escapes there.
const backslashesDoubled = (text: string): string => (text.includes('\\') ? text.replaceAll('\\', '\\\\') : text);

/** The ledger's rows of such case files on a day, as lines for COPY; those who have no row are left out. */
export function ledgerLines(caseFiles: Buffer, day: Day, book: EditionBook): string {
  let lines = '';
  for (const line of textLines(caseFiles)) {
    const tab = line.indexOf('\t');
    const customerNo = fromCopyText(line.slice(0, tab));
    const facts = JSON.parse(fromCopyText(line.slice(tab + 1))) as CaseFile['facts'];
    const row = ledgerRow({ customerNo, facts }, day, book);
    if (row) lines += `${LEDGER_COLUMNS.map(({ name }) => toCopyText(row[name])).join('\t')}\n`;
  }
  return lines;
}
