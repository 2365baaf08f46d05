import { createHash } from 'node:crypto';
import { Refusal, type RefusalReason } from '#platform/deciding/refusal.js';
import type { Channel, Response } from '../answers/answers.js';
import { answersStream, type AnswersReceived } from '../events.js';

/** What is said of all rows of a file. */
export interface ImportOptions {
  readonly questionnaire: string;
  readonly edition: number;
  readonly wave?: { readonly id: string; readonly opensOn: string; readonly closesOn: string };
  /** Where a row says none. */
  readonly channel?: Channel;
  /** Where a row says none. */
  readonly respondedOn?: string;
  readonly today: string;
}

/** A row as it would be recorded: its stream and what it says. */
export interface ImportedRow {
  readonly line: number;
  readonly responseNo?: string;
  readonly stream: string;
  readonly payload: AnswersReceived['payload'];
}

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

export const fileHash = (bytes: Uint8Array): string => sha256(bytes);

/** Answers of one file and questionnaire count together. */
export const batchOf = (file: string, questionnaire: string): string => sha256(JSON.stringify(['batch', questionnaire, file])).slice(0, 32);

/**
 * The rows of a file as events. A row is known by its number or, where it has none, by the file and its place. Refuses
 * rows without a day, days ahead and, of a wave, days before or after it, each with its line.
 */
export function importedRows(responses: readonly Response[], file: string, name: string, { questionnaire, edition, wave, channel, respondedOn, today }: ImportOptions): ImportedRow[] {
  const problems: RefusalReason[] = [];
  const rows = responses.map((response): ImportedRow => {
    const day = response.respondedOn ?? respondedOn ?? '';
    const problem = dayProblem(day, wave, today);
    if (problem) problems.push({ code: problem.code, field: 'responded_on', ...(day === '' ? {} : { value: day }), expected: problem.expected, message: `${name}, line ${response.line}, column responded_on: ${problem.message}.` });
    const known = response.responseNo === undefined ? ['row', questionnaire, file, response.row] : ['number', questionnaire, wave?.id ?? null, response.responseNo];
    const told = { wave: wave?.id, channel: response.channel ?? channel, region: response.region, segment: response.segment, customer_class: response.customerClass, weight: response.weight === 1 ? undefined : response.weight };
    return {
      line: response.line,
      responseNo: response.responseNo,
      stream: answersStream(sha256(JSON.stringify(known)).slice(0, 40)),
      payload: { questionnaire, edition, responded_on: day, answers: { ...response.answers }, ...(Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Partial<AnswersReceived['payload']>) },
    };
  });
  if (problems.length > 0) throw new Refusal(problems);
  return rows;
}

function dayProblem(day: string, wave: ImportOptions['wave'], today: string): { code: string; message: string; expected: string } | null {
  if (day === '') return { code: 'day-missing', message: 'the row has no day; expected is one in the file, or --responded-on for all rows without', expected: 'a day YYYY-MM-DD' };
  if (day > today) return { code: 'day-ahead', message: `${day} is ahead: today is ${today}`, expected: `a day through ${today}` };
  if (wave && (day < wave.opensOn || day > wave.closesOn)) return { code: 'outside-wave', message: `${day} lies outside the wave ${wave.id}, which runs from ${wave.opensOn} to ${wave.closesOn}`, expected: `a day from ${wave.opensOn} to ${wave.closesOn}` };
  return null;
}

/** Whether a row says what is recorded under its name. Which batch it came in, and in which edition, does not matter. */
export function saysTheSame(recorded: AnswersReceived['payload'], row: AnswersReceived['payload']): boolean {
  const content = ({ batch: _batch, batch_size: _size, edition: _edition, answers, ...rest }: AnswersReceived['payload']): string => JSON.stringify([sorted(rest), sorted(answers)]);
  return content(recorded) === content(row);
}

const sorted = (object: object): [string, unknown][] => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));

/** The refusal of numbers that were recorded with other content before. Rows known by the file alone are the same by definition. */
export function conflicts(rows: readonly ImportedRow[], name: string): Refusal | null {
  const reasons = rows.filter(({ responseNo }) => responseNo !== undefined).map(({ line, responseNo }) => ({
    code: 'number-reused', field: 'response_no', value: responseNo,
    message: `${name}, line ${line}, column response_no: '${responseNo}' was recorded before with other content; each respondent has one number, and what is recorded is not changed.`,
  }));
  return reasons.length === 0 ? null : new Refusal(reasons, 409);
}
