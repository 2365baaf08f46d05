import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Queryable } from '#platform/projecting/projection.js';
import type { MasterKey } from './master-key.js';

/** A loaded key; null once it was destroyed. */
export type SubjectKey = Buffer | null;

const SUBJECTS_PER_STATEMENT = 5000;

/** Loads the keys of subjects that have one; subjects without are absent. */
export async function loadKeys(db: Queryable, master: MasterKey, subjects: readonly string[]): Promise<Map<string, SubjectKey>> {
  const keys = new Map<string, SubjectKey>();
  for (let i = 0; i < subjects.length; i += SUBJECTS_PER_STATEMENT) {
    const { rows } = await db.query<{ subject: string; wrapped: Buffer | null }>('SELECT subject, wrapped FROM subject_key WHERE subject = ANY($1::text[])', [subjects.slice(i, i + SUBJECTS_PER_STATEMENT)]);
    for (const { subject, wrapped } of rows) keys.set(subject, wrapped && unwrapKey(master.bytes(), subject, wrapped));
  }
  return keys;
}

/** Makes a key for each subject that has none; committed when it resolves. Of two processes that race, one makes the key of both. */
export async function createKeys(db: Queryable, master: MasterKey, subjects: readonly string[]): Promise<void> {
  for (let i = 0; i < subjects.length; i += SUBJECTS_PER_STATEMENT) {
    const some = subjects.slice(i, i + SUBJECTS_PER_STATEMENT);
    const wrapped = some.map((subject) => wrapKey(master.bytes(), subject, randomBytes(32)).toString('hex'));
    // Sorted, so that two processes that make the same keys do not lock each other out.
    await db.query(
      `INSERT INTO subject_key (subject, wrapped) SELECT subject, decode(wrapped, 'hex') FROM unnest($1::text[], $2::text[]) AS k (subject, wrapped) ORDER BY subject
       ON CONFLICT (subject) DO NOTHING`,
      [some, wrapped],
    );
  }
}

/** Destroys a subject's key for good, whether or not it had one. */
export async function destroyKey(db: Queryable, subject: string): Promise<void> {
  await db.query(
    `INSERT INTO subject_key (subject, wrapped, destroyed_at) VALUES ($1, NULL, now())
     ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed_at = coalesce(subject_key.destroyed_at, now())`,
    [subject],
  );
}

/** nonce (12) + tag (16) + 32 bytes, AES-256-GCM under the master key, bound to the subject's name. */
export function wrapKey(master: Buffer, subject: string, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(Buffer.from(subject));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws an Error with a sentence if another master key wrapped it or it was altered. */
export function unwrapKey(master: Buffer, subject: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12)).setAAD(Buffer.from(subject));
  decipher.setAuthTag(wrapped.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  } catch {
    throw new Error('The keys of personal data were made under another master key: bring back the master key of this database.');
  }
}
