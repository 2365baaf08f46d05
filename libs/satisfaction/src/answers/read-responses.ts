import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { Refusal, refuse, type RefusalReason } from '#platform/deciding/refusal.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import type { Response } from './answers.js';
import { headingProblems, responseReader } from './response-reader.js';

/** A file of answers: who answered, and the rows in which nobody answered anything (they are no respondents). */
export interface Responses {
  readonly responses: readonly Response[];
  readonly emptyRows: readonly number[];
}

/**
 * The answers in the bytes of a CSV (RFC 4180, UTF-8, plain or gzip); `name` is what messages call it. A Refusal lists
 * every bad cell with line and column; nothing is returned then. Weights must not all be zero.
 */
export function readResponses(questionnaire: Questionnaire, bytes: Uint8Array, name: string): Responses {
  const [heading, ...rows] = csvRows(bytes, name);
  if (!heading) throw refuse('no-heading', `${name} is empty; expected is a header line that names the items of ${questionnaire.id}.`);
  const columns = heading.record.map((column) => column.trim());
  const problems: RefusalReason[] = headingProblems(questionnaire, columns, name);
  if (problems.length > 0) throw new Refusal(problems);
  const read = responseReader(questionnaire, columns, name);
  const responses: Response[] = [];
  const emptyRows: number[] = [];
  for (const [i, { record, line }] of rows.entries()) {
    const result = read(record, line, i + 1);
    if ('problems' in result) problems.push(...result.problems);
    else if ('empty' in result) emptyRows.push(i + 1);
    else responses.push(result.response);
  }
  if (problems.length > 0) throw new Refusal(problems);
  if (responses.length === 0) throw refuse('no-rows', `${name} holds no answers; expected is a row for each respondent.`);
  if (responses.every(({ weight }) => weight === 0)) throw refuse('zero-weights', `${name}, column weight: all weights are 0, so that nobody would count.`, 422, { field: 'weight', value: '0' });
  return { responses, emptyRows };
}

function csvRows(bytes: Uint8Array, name: string): { record: string[]; line: number }[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
  } catch {
    throw refuse('unreadable', `${name} cannot be read as UTF-8 text, plain or gzip.`);
  }
  try {
    const rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, info: true }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    throw refuse('bad-csv', `${name} is not CSV as in RFC 4180: ${(error as Error).message}.`);
  }
}
