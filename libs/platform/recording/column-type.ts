import { parseDay } from '#platform/kernel/day.js';

/** A cell after reading: days and periods as their text, money as whole fen, scores as "3.5", null for an empty cell. */
export type Value = string | number | boolean | null;

/** How the text of a cell is read, compared by value, shown again, and written into an event. */
export interface ColumnType {
  readonly name: 'number' | 'text' | 'day' | 'period' | 'money' | 'boolean' | 'count' | 'score' | 'choice';
  /** In words, for "expected": "a day YYYY-MM-DD". */
  readonly expected: string;
  /** The value of a non-empty cell; undefined if it is not one. */
  readonly read: (text: string) => Value | undefined;
  /** The choices of a `choice`. */
  readonly choices?: readonly string[];
  /** Longest text, in characters. */
  readonly longest?: number;
}

/** Longest document or customer number, in characters: longer ones are no numbers, and streams are named after them. */
export const LONGEST_NUMBER = 100;
/** Longest free text, in characters. */
export const LONGEST_TEXT = 1000;
/** The most persons one finding may name. */
export const MOST_PERSONS = 100_000;

// C0 and C1 controls and the two Unicode line separators; a line break inside a quoted free text is allowed.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;
// eslint-disable-next-line no-control-regex
const CONTROLS_BUT_BREAKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;
const PLAIN_NUMBER = /^[A-Za-z0-9._/-]{1,100}$/;

export const documentNumber: ColumnType = {
  name: 'number',
  expected: `a number of at most ${LONGEST_NUMBER} characters, without control characters or white space at its ends`,
  longest: LONGEST_NUMBER,
  read: (text) => {
    if (PLAIN_NUMBER.test(text)) return text;
    return text.length <= LONGEST_NUMBER && !CONTROLS.test(text) && text === text.trim() && text.isWellFormed() ? text : undefined;
  },
};

export const freeText: ColumnType = {
  name: 'text',
  expected: `a text of at most ${LONGEST_TEXT} characters, not only white space, without control characters`,
  longest: LONGEST_TEXT,
  read: (text) =>
    text.length <= LONGEST_TEXT && !CONTROLS_BUT_BREAKS.test(text) && text.isWellFormed() && text.trim() !== '' ? text : undefined,
};

// Validating a day costs more than looking it up, and a supplier's files name few different ones.
const knownDays = new Map<string, boolean>();

export const day: ColumnType = {
  name: 'day',
  expected: 'a day YYYY-MM-DD that exists',
  read: (text) => {
    let exists = knownDays.get(text);
    if (exists === undefined) {
      exists = parseDay(text) !== null;
      if (knownDays.size < 50_000) knownDays.set(text, exists);
    }
    return exists ? text : undefined;
  },
};

export const period: ColumnType = {
  name: 'period',
  expected: 'a month YYYY-MM',
  read: (text) => (/^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined),
};

const MONEY = /^(\d{1,14})(?:\.(\d{1,2}))?$/;

/** Yuan with at most two decimals, above zero; whole fen within the safe integers. */
export const money: ColumnType = {
  name: 'money',
  expected: 'an amount in yuan above zero with at most two decimals, without sign or separators',
  read: (text) => {
    const parts = MONEY.exec(text);
    if (!parts) return undefined;
    const fen = Number(parts[1]) * 100 + (parts[2] === undefined ? 0 : Number(parts[2].padEnd(2, '0')));
    return fen > 0 && Number.isSafeInteger(fen) ? fen : undefined;
  },
};

export const truth: ColumnType = {
  name: 'boolean',
  expected: 'true or false',
  read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
};

/** A whole number from 1. */
export const count: ColumnType = {
  name: 'count',
  expected: `a whole number from 1 to ${MOST_PERSONS}`,
  read: (text) => {
    if (!/^\d{1,9}$/.test(text)) return undefined;
    const value = Number(text);
    return value >= 1 && value <= MOST_PERSONS ? value : undefined;
  },
};

/** 0 to 5 in halves, kept as the shortest decimal: "3", "3.5". */
export const score: ColumnType = {
  name: 'score',
  expected: 'a score from 0 to 5 in halves',
  read: (text) => {
    const parts = /^(\d)(?:\.(\d{1,2}))?$/.exec(text);
    if (!parts) return undefined;
    const hundredths = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
    return hundredths <= 500 && hundredths % 50 === 0 ? String(hundredths / 100) : undefined;
  },
};

export function choice(choices: readonly string[]): ColumnType {
  const known = new Set(choices);
  return {
    name: 'choice',
    expected: `one of ${choices.join(', ')}`,
    choices,
    read: (text) => (known.has(text) ? text : undefined),
  };
}

/** The text of a value as a file would hold it: money with two decimals. */
export function showValue(type: ColumnType, value: Value): string {
  if (value === null) return '';
  if (type.name !== 'money') return String(value);
  const digits = String(value).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
