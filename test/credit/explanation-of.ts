import { dayOf } from '#platform/kernel/day.js';
import { assessFile } from '#credit/asking/assess-file.js';
import type { Question } from '#credit/asking/question.js';
import type { CaseFile } from '#credit/case-file/case-file.js';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import type { EntryDispute } from '#credit/explaining/disputes.js';
import { explain } from '#credit/explaining/explain.js';
import type { Explanation, Language } from '#credit/explaining/explanation.js';
import { builtIn, fileOf } from './customer-of.js';

export interface Asking {
  language?: Language;
  /** Position known as of; left out: everything recorded. */
  position?: number;
  book?: Question['book'];
  disputes?: ReadonlyMap<string, EntryDispute>;
  /** Days on which the events were recorded, in their order; left out: all on the first of 2023. */
  recordedOn?: readonly string[];
}

/** Asks for an explanation of the customer whom these events describe. */
export const explanationOf = (events: readonly CreditFact[], day: string, asking: Asking = {}): Explanation => explanationOfFile(fileOf(events), events.length, day, asking);

export function explanationOfFile(file: CaseFile, last: number, day: string, asking: Asking = {}): Explanation {
  const { language = 'en', position = last, book = builtIn, disputes = new Map(), recordedOn = [] } = asking;
  const recordedTimes = new Map(Array.from({ length: last }, (_, i) => [i + 1, `${recordedOn[i] ?? '2023-01-01'}T04:00:00.${String(i + 1).padStart(6, '0')}Z`]));
  const question: Question = { asOf: dayOf(day), knownAsOf: recordedTimes.get(position) ?? '2023-01-01T00:00:00.000000Z', position, book };
  return explain({ ...assessFile(file, question, true), question, recordedTimes, disputes, language, zone: 'Asia/Shanghai' });
}
