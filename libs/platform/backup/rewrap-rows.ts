import { unwrapKey, wrapKey } from '#platform/personal-data/subject-keys.js';

/**
 * Rows of subject_key in COPY's text form (subject, wrapped, destroyed_at), the keys wrapped under another master key.
 * The subject is bound into the wrapping, so its text form is undone first.
 */
export function rewrapRows(rows: Buffer, from: Buffer, to: Buffer): Buffer {
  if (from.equals(to)) return rows;
  const lines = rows.toString('utf8').split('\n');
  for (let i = 0; i < lines.length - 1; i++) {
    const [subject, wrapped, destroyed] = lines[i].split('\t');
    if (wrapped === '\\N') continue;
    const name = plain(subject);
    const key = unwrapKey(from, name, Buffer.from(wrapped.slice('\\\\x'.length), 'hex'));
    lines[i] = `${subject}\t\\\\x${wrapKey(to, name, key).toString('hex')}\t${destroyed}`;
  }
  return Buffer.from(lines.join('\n'));
}

const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function plain(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => CONTROL[letter] ?? letter);
}
