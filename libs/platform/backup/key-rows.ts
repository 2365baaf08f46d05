import type { KeySlots, Slot } from '#platform/personal-data/key-slots.js';
import type { Wrapping } from '#platform/personal-data/subject-keys.js';
import { openWrapped } from '#platform/personal-data/subject-keys.js';
import { placeOf, unwrapKey, wrapInSlot, wrapKey } from '#platform/personal-data/wrapped-key.js';

// In a backup a key is: the id of its slot (16), nonce (12), tag (16), key (32), under a key of that backup's own, which
// its passphrase alone opens. Backups of format 1 have no id, and the key they stand under was the master key.
const ID = 16;
const WITHOUT_ID = 60;

/** A row of subject_key in COPY's text form: subject, wrapped, destroyed_at, and from release to release more. */
interface KeyRow {
  readonly cells: string[];
  readonly subject: string;
  /** Null where the key was destroyed. */
  readonly wrapped: Buffer | null;
}

/** Rows as a backup keeps them. A person whose secret is gone is erased in it, whatever the row says. */
export function keysForBackup(rows: Buffer, wrapping: Wrapping, backupKey: Buffer): Buffer {
  const read = keyRows(rows);
  const opened = openWrapped(wrapping, read.flatMap(({ subject, wrapped }) => (wrapped ? [{ subject, wrapped }] : [])));
  let next = 0;
  return written(read, read.map(({ subject, wrapped }) => {
    if (!wrapped) return null;
    const key = opened[next++];
    const id = Buffer.from(placeOf(wrapped)?.id ?? '', 'hex');
    return key && Buffer.concat([id, wrapKey(backupKey, subject, key)]);
  }));
}

/**
 * Brings keys back out of a backup. Whose secret was destroyed in the key ring of this machine stays erased; whose lies
 * here still keeps it, so that erasing the person kills every copy; others get a new one under the same id.
 */
export class RestoredKeys {
  readonly #here: ReturnType<KeySlots['byId']>;

  constructor(
    private readonly wrapping: Wrapping,
    private readonly backupKey: Buffer,
  ) {
    this.#here = wrapping.slots.byId();
  }

  rows(rows: Buffer): Buffer {
    const read = keyRows(rows);
    const { master, slots } = this.wrapping;
    const ids = read.map(({ wrapped }) => (wrapped && wrapped.length > WITHOUT_ID ? wrapped.toString('hex', 0, ID) : null));
    const missing = read.flatMap(({ wrapped }, i) => (wrapped && !this.#here.has(ids[i] ?? '') ? [i] : []));
    const allotted = new Map<number, Slot>();
    slots.allot(missing.map((i) => ids[i])).forEach((slot, at) => allotted.set(missing[at], slot));
    return written(read, read.map(({ subject, wrapped }, i) => {
      if (!wrapped) return null;
      const slot = allotted.get(i) ?? this.#here.get(ids[i]!)!;
      if (slot.secret === null) return null;
      const key = unwrapKey(this.backupKey, subject, ids[i] === null ? wrapped : wrapped.subarray(ID));
      return wrapInSlot(master.bytes(), subject, key, { ...slot, secret: slot.secret });
    }));
  }
}

function keyRows(rows: Buffer): KeyRow[] {
  return rows.toString('utf8').split('\n').slice(0, -1).map((line) => {
    const cells = line.split('\t');
    return { cells, subject: plain(cells[0]), wrapped: cells[1] === '\\N' ? null : Buffer.from(cells[1].slice('\\\\x'.length), 'hex') };
  });
}

function written(rows: readonly KeyRow[], wrapped: readonly (Buffer | null)[]): Buffer {
  const lines = rows.map(({ cells: [subject, , destroyedAt, restrictedAt] , cells }, i) => {
    const bytes = wrapped[i];
    // What was destroyed stays marked as such, so that no second key is made under the name.
    const state = bytes ? [`\\\\x${bytes.toString('hex')}`, destroyedAt, restrictedAt] : ['\\N', destroyedAt === '\\N' ? new Date().toISOString() : destroyedAt, '\\N'];
    return `${[subject, ...state].slice(0, cells.length).join('\t')}\n`;
  });
  return Buffer.from(lines.join(''));
}

const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function plain(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => CONTROL[letter] ?? letter);
}
