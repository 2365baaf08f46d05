import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Queryable } from '#platform/projecting/projection.js';
import { inTransaction } from '#platform/projecting/checkpoint.js';
import type { KeySlots } from './key-slots.js';
import type { MasterKey } from './master-key.js';
import { placeOf, unwrapFromSlot, wrapInSlot } from './wrapped-key.js';

/** What the keys of subjects are wrapped with: the master key, and secrets that lie outside the database. */
export interface Wrapping {
  readonly master: Pick<MasterKey, 'bytes' | 'candidates'>;
  readonly slots: KeySlots;
}

/** A subject's key. `state`: `restricted` keys are there and handed out to the entitled only. */
export interface SubjectKey {
  readonly state: 'open' | 'restricted' | 'erased';
  /** Null where it was destroyed. */
  readonly key: Buffer | null;
}

const SUBJECTS_PER_STATEMENT = 5000;
/** Making keys shares it, so that no rotation of the master key overlooks one that is being made. */
const KEY_LOCK = 7_142_070;

/** Loads the keys of subjects that have one; subjects without are absent. A key whose secret was destroyed counts as erased, whatever the row says. */
export async function loadKeys(db: Queryable, wrapping: Wrapping, subjects: readonly string[]): Promise<Map<string, SubjectKey>> {
  const keys = new Map<string, SubjectKey>();
  for (let i = 0; i < subjects.length; i += SUBJECTS_PER_STATEMENT) {
    const { rows } = await db.query<{ subject: string; wrapped: Buffer | null; restricted: boolean }>(
      'SELECT subject, wrapped, restricted_at IS NOT NULL AS restricted FROM subject_key WHERE subject = ANY($1::text[])',
      [subjects.slice(i, i + SUBJECTS_PER_STATEMENT)],
    );
    const opened = openWrapped(wrapping, rows.flatMap(({ subject, wrapped }) => (wrapped ? [{ subject, wrapped }] : [])));
    let next = 0;
    for (const { subject, wrapped, restricted } of rows) {
      const key = wrapped && opened[next++];
      keys.set(subject, { state: key === null ? 'erased' : restricted ? 'restricted' : 'open', key });
    }
  }
  return keys;
}

/** Opens wrapped keys, in their order; null where the secret was destroyed. Throws an Error with a sentence if another master key wrapped them. */
export function openWrapped({ master, slots }: Wrapping, wrapped: readonly { readonly subject: string; readonly wrapped: Buffer }[]): (Buffer | null)[] {
  const places = wrapped.map((one) => placeOf(one.wrapped));
  const secrets = slots.secrets(places.filter((place) => place !== null));
  let next = 0;
  const withSecrets = wrapped.map((one, i) => ({ ...one, secret: places[i] && secrets[next++] }));
  const open = (under: Buffer): (Buffer | null)[] => withSecrets.map(({ subject, wrapped: bytes, secret }, i) => (places[i] && !secret ? null : unwrapFromSlot(under, subject, bytes, secret)));
  try {
    return open(master.bytes());
  } catch (error) {
    // The master key was rotated meanwhile, or its rotation was cut off.
    for (const candidate of master.candidates()) {
      try {
        return open(candidate);
      } catch {
        continue;
      }
    }
    throw error;
  }
}

/** The master key under which keys lie here at this moment. Throws like `openWrapped`. */
async function masterInUse(db: Queryable, wrapping: Wrapping): Promise<Buffer> {
  const { rows } = await db.query<{ subject: string; wrapped: Buffer }>('SELECT subject, wrapped FROM subject_key WHERE wrapped IS NOT NULL LIMIT 20');
  let failure: unknown;
  const candidates = wrapping.master.candidates();
  for (const candidate of candidates) {
    try {
      openWrapped({ slots: wrapping.slots, master: { bytes: () => candidate, candidates: () => [] } }, rows);
      return candidate;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Makes a key for each subject that has none; committed when it resolves. Of two processes that race, one makes the key of both. */
export async function createKeys(pool: pg.Pool, wrapping: Wrapping, subjects: readonly string[]): Promise<void> {
  for (let i = 0; i < subjects.length; i += SUBJECTS_PER_STATEMENT) {
    const some = subjects.slice(i, i + SUBJECTS_PER_STATEMENT);
    await inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock_shared($1)', [KEY_LOCK]);
      // The secrets are on the disk before a row names them.
      const master = await masterInUse(client, wrapping);
      const allotted = wrapping.slots.allot(some.map(() => null));
      const wrapped = some.map((subject, at) => wrapInSlot(master, subject, randomBytes(32), allotted[at]).toString('hex'));
      // Sorted, so that two processes that make the same keys do not lock each other out.
      await client.query(
        `INSERT INTO subject_key (subject, wrapped) SELECT subject, decode(wrapped, 'hex') FROM unnest($1::text[], $2::text[]) AS k (subject, wrapped) ORDER BY subject
         ON CONFLICT (subject) DO NOTHING`,
        [some, wrapped],
      );
    });
  }
}

/**
 * Destroys the keys of subjects for good, whether or not they had one: first the secrets outside the database, after
 * which no copy of a row opens anything any more, then the rows. Safe to run again after it was killed.
 */
export async function destroyKeys(pool: pg.Pool, wrapping: Pick<Wrapping, 'slots'>, subjects: readonly string[]): Promise<void> {
  await inTransaction(pool, (client) => destroyKeysIn(client, wrapping, subjects));
}

/** The same in a transaction of the caller's. */
export async function destroyKeysIn(client: Queryable, { slots }: Pick<Wrapping, 'slots'>, subjects: readonly string[]): Promise<void> {
  const sorted = [...new Set(subjects)].sort();
  await client.query("INSERT INTO subject_key (subject, wrapped, destroyed_at) SELECT subject, NULL, now() FROM unnest($1::text[]) AS s (subject) ON CONFLICT (subject) DO NOTHING", [sorted]);
  const { rows } = await client.query<{ wrapped: Buffer | null }>('SELECT wrapped FROM subject_key WHERE subject = ANY($1::text[]) ORDER BY subject FOR UPDATE', [sorted]);
  slots.destroy(rows.flatMap(({ wrapped }) => (wrapped && placeOf(wrapped)) ?? []));
  await client.query('UPDATE subject_key SET wrapped = NULL, destroyed_at = coalesce(destroyed_at, now()), restricted_at = NULL WHERE subject = ANY($1::text[])', [sorted]);
}

/** Withholds the keys of subjects from daily work, or hands them out again. */
export async function restrictKeys(db: Queryable, subjects: readonly string[], restricted: boolean): Promise<void> {
  await db.query('UPDATE subject_key SET restricted_at = CASE WHEN $2 THEN coalesce(restricted_at, now()) END WHERE subject = ANY($1::text[]) AND wrapped IS NOT NULL', [[...subjects].sort(), restricted]);
}

/** Whether a key of these lies here under the master key alone, in the form of earlier releases: a copy of such a row opens with the master key. */
export async function wrappedWithoutSlot(db: Queryable, subjects: readonly string[]): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM subject_key WHERE subject = ANY($1::text[]) AND octet_length(wrapped) = 60) AS found', [subjects]);
  return rows[0].found;
}

/** How many keys there are if a master key opens them already; null if it does not. */
export async function opensWith(db: Queryable, slots: KeySlots, master: Buffer): Promise<number | null> {
  const { rows } = await db.query<{ subject: string; wrapped: Buffer; count: string }>('SELECT subject, wrapped, count(*) OVER () AS count FROM subject_key WHERE wrapped IS NOT NULL LIMIT 20');
  try {
    const opened = openWrapped({ slots, master: { bytes: () => master, candidates: () => [] } }, rows);
    return opened.some((key) => key !== null) ? Number(rows[0].count) : null;
  } catch {
    return null;
  }
}

/** Wraps every key anew, from one master key to another, in one transaction; keys of the first form get a slot. Returns how many. */
export async function rewrapAll(pool: pg.Pool, slots: KeySlots, from: Buffer, to: Buffer): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [KEY_LOCK]);
    let count = 0;
    for (let after = ''; ; ) {
      const { rows } = await client.query<{ subject: string; wrapped: Buffer }>('SELECT subject, wrapped FROM subject_key WHERE subject > $1 AND wrapped IS NOT NULL ORDER BY subject LIMIT $2 FOR UPDATE', [after, SUBJECTS_PER_STATEMENT]);
      if (rows.length === 0) return count;
      const wrapped = rows.map(({ subject, wrapped: old }) => rewrapped(slots, from, to, subject, old)?.toString('hex') ?? null);
      await client.query("UPDATE subject_key k SET wrapped = decode(n.wrapped, 'hex') FROM unnest($1::text[], $2::text[]) AS n (subject, wrapped) WHERE k.subject = n.subject AND n.wrapped IS NOT NULL", [rows.map(({ subject }) => subject), wrapped]);
      count += rows.length;
      after = rows[rows.length - 1].subject;
    }
  });
}

// Null where the secret is gone: the person was erased, and only the row has not learnt of it.
function rewrapped(slots: KeySlots, from: Buffer, to: Buffer, subject: string, old: Buffer): Buffer | null {
  const place = placeOf(old);
  if (!place) {
    const [slot] = slots.allot([null]);
    return wrapInSlot(to, subject, unwrapFromSlot(from, subject, old, null), slot);
  }
  const [secret] = slots.secrets([place]);
  return secret && wrapInSlot(to, subject, unwrapFromSlot(from, subject, old, secret), { ...place, secret });
}
