import { figuresOf } from './figure-words.js';
import type { Satisfaction } from './satisfaction-reader.js';

const HEADING = 'group,kind,id,value,n,low,high,flag';

/** One row a figure: of everybody (`all`), then of each group. `flag`: withheld, unreliable or empty. LF line ends. */
export function figuresCsv(answer: Satisfaction): string {
  const groups = [{ name: 'all', indices: answer }, ...(answer.groups ?? []).map((group) => ({ name: group.key ?? '', indices: group }))];
  const rows = groups.flatMap(({ name, indices }) =>
    figuresOf(indices).map(({ kind, id, figure: { value, n, low, high, unreliable } }) => [name, kind, id, number(value), String(n), number(low), number(high), value === null ? 'withheld' : unreliable ? 'unreliable' : ''].map(field).join(',')),
  );
  return `${[HEADING, ...rows].join('\n')}\n`;
}

const number = (value: number | null): string => (value === null ? '' : String(value));
const field = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
