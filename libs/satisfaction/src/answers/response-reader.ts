import { parseDay } from '#platform/kernel/day.js';
import type { RefusalReason } from '#platform/deciding/refusal.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { CHANNELS, type Channel, type Response } from './answers.js';
import { checkAnswers } from './check-answers.js';

/** Columns that tell of the respondent; every other column is an item. */
export const RESPONSE_COLUMNS = ['response_no', 'responded_on', 'channel', 'region', 'segment', 'customer_class', 'weight'] as const;

/** One row understood, one that nobody answered anything in, or why not. */
export type ReadRow = { readonly response: Response } | { readonly empty: true } | { readonly problems: RefusalReason[] };

/** The columns of a file against the questionnaire: no stranger, none twice, an item at least. `name` is what messages call the file. */
export function headingProblems(questionnaire: Questionnaire, heading: readonly string[], name: string): RefusalReason[] {
  const items = new Set(questionnaire.items.map(({ id }) => id));
  const problems: RefusalReason[] = [];
  for (const [i, column] of heading.entries()) {
    if (!items.has(column) && !(RESPONSE_COLUMNS as readonly string[]).includes(column)) {
      problems.push({ code: 'unknown-item', field: column, value: column, expected: `an item of ${questionnaire.id} or one of ${RESPONSE_COLUMNS.join(', ')}`, message: `${name}, line 1, column ${i + 1}: ${column === '' ? 'the column has no name' : `the questionnaire ${questionnaire.id} has no item ${column}`}; expected are its items and ${RESPONSE_COLUMNS.join(', ')}.` });
    }
    if (heading.indexOf(column) < i) problems.push({ code: 'column-twice', field: column, value: column, message: `${name}, line 1: the column ${column} stands there twice.` });
  }
  if (!heading.some((column) => items.has(column))) problems.push({ code: 'no-items', message: `${name}, line 1: no column is an item of ${questionnaire.id}.` });
  return problems;
}

/**
 * Reads rows one by one, so that a large file need not be held whole. A number used twice is seen across calls. Refuses
 * nothing itself: every problem names line and column.
 */
export function responseReader(questionnaire: Questionnaire, heading: readonly string[], name: string): (fields: readonly string[], line: number, row: number) => ReadRow {
  const numbers = new Map<string, number>();
  const itemColumns = heading.flatMap((column, i) => ((RESPONSE_COLUMNS as readonly string[]).includes(column) ? [] : [[column, i] as const]));
  return (fields, line, row) => {
    if (fields.length !== heading.length) return { problems: [{ code: 'bad-row', message: `${name}, line ${line}: the row has ${fields.length} fields; expected are ${heading.length}.` }] };
    const field = (column: (typeof RESPONSE_COLUMNS)[number]): string | undefined => {
      const at = heading.indexOf(column);
      return at < 0 || fields[at].trim() === '' ? undefined : fields[at].trim();
    };
    const given: Record<string, string> = {};
    for (const [column, i] of itemColumns) if (fields[i].trim() !== '') given[column] = fields[i];
    const problems: RefusalReason[] = [];
    const bad = (code: string, column: string, value: string | undefined, message: string, expected: string): void =>
      void problems.push({ code, field: column, ...(value === undefined ? {} : { value }), expected, message: `${name}, line ${line}, column ${column}: ${message}.` });
    const checked = checkAnswers(questionnaire, given);
    for (const { code, item, value, message, expected } of checked.problems) bad(code, item, value, message, expected);

    const responseNo = field('response_no');
    if (responseNo !== undefined) {
      const before = numbers.get(responseNo);
      if (before !== undefined) bad('number-reused', 'response_no', responseNo, `the number '${responseNo}' stands on line ${before} already; each respondent has one row`, 'a number of its own');
      else numbers.set(responseNo, line);
    }
    const respondedOn = field('responded_on');
    if (respondedOn !== undefined && parseDay(respondedOn) === null) bad('malformed-day', 'responded_on', respondedOn, `'${respondedOn}' is not an existing day`, 'a day YYYY-MM-DD');
    const channel = field('channel');
    if (channel !== undefined && !(CHANNELS as readonly string[]).includes(channel)) bad('unknown-channel', 'channel', channel, `'${channel}' is no channel; expected is one of ${CHANNELS.join(', ')}`, CHANNELS.join(', '));
    const weight = field('weight');
    const number = weight === undefined ? 1 : /^[+-]?\d{1,9}(\.\d{1,12})?$/.test(weight) ? Number(weight) : NaN;
    if (Number.isNaN(number)) bad('not-a-number', 'weight', weight, `expected is a decimal of 0 or more, not '${weight}'`, 'a decimal of 0 or more');
    else if (number < 0) bad('negative-weight', 'weight', weight, `a weight is never negative, but here it is ${weight}`, 'a decimal of 0 or more');

    if (problems.length > 0) return { problems };
    const { answers } = checked;
    if (Object.keys(answers).length === 0) return { empty: true };
    return {
      response: { line, row, answers, weight: number, responseNo, respondedOn, channel: channel as Channel | undefined, region: field('region'), segment: field('segment'), customerClass: field('customer_class') },
    };
  };
}
