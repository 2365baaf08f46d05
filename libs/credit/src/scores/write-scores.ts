import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { caseFilesWithin } from '../asking/case-files-within.js';
import type { CreditReader } from '../asking/credit-reader.js';
import type { Question } from '../asking/question.js';
import { listedAssessment, scoreLine, SCORES_HEADER } from './score-line.js';

/** Whom the file may hold, and whom it holds. */
export interface Shown {
  /** Only customers of these regions; null: of all. */
  readonly regions?: readonly string[] | null;
  /** Takes everybody who got a line. */
  readonly shown?: Set<string>;
}

/** Writes the score file of domain.md §4 to a stream, as fast as that takes it; returns the number of customers. */
export async function writeScores(reader: CreditReader, question: Question, out: Writable, { regions = null, shown }: Shown = {}): Promise<number> {
  const { asOf, position, book } = question;
  let count = 0;
  let text = `${SCORES_HEADER}\n`;
  for await (const files of caseFilesWithin(reader.caseFiles(question), regions)) {
    for (const file of files) {
      const assessment = listedAssessment(file, asOf, position, book);
      if (!assessment) continue;
      text += `${scoreLine(assessment)}\n`;
      count++;
      shown?.add(file.customerNo);
    }
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  if (text !== '') out.write(text);
  return count;
}
