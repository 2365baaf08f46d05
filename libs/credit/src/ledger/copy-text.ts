// COPY's text form escapes the backslash and control characters.
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const NEEDS_ESCAPE = /[\\\b\f\n\r\t\v]/g;
// Asked first, and without remembering where it stood: nearly no value needs to be escaped.
const CONTROL_OR_BACKSLASH = /[\\\b\f\n\r\t\v]/;
const LETTERS: Readonly<Record<string, string>> = { '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' };

/** A value as a column of COPY's text form. */
export function toCopyText(value: string | number | boolean | null): string {
  if (value === null) return '\\N';
  return typeof value === 'string' && CONTROL_OR_BACKSLASH.test(value) ? value.replace(NEEDS_ESCAPE, (character) => LETTERS[character]) : String(value);
}

/** The text of such a column that is not null. */
export const fromCopyText = (text: string): string => (text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text);
