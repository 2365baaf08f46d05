import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type pg from 'pg';
import { createKeys, destroyKeys, loadKeys, restrictKeys, wrappedWithoutSlot } from './subject-keys.js';
import type { SubjectKey, Wrapping } from './subject-keys.js';

const FORM = /^v1\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]+)$/;

/**
 * Personal data under a key per subject (`customer:C1`, `report:R7`): destroying the key erases the person from a log
 * that cannot be rewritten. Keys are loaded for many subjects at once; with them encrypting is synchronous.
 */
export class Vault {
  constructor(
    private readonly pool: pg.Pool,
    private readonly wrapping: Wrapping,
  ) {}

  /** Keys of these subjects, made (and committed) where there is none yet. `entitled`: with the keys of restricted subjects. */
  async keys(subjects: Iterable<string>, { entitled = false } = {}): Promise<KeyRing> {
    const names = [...new Set(subjects)];
    let keys = await loadKeys(this.pool, this.wrapping, names);
    const missing = names.filter((name) => !keys.has(name));
    if (missing.length > 0) {
      await createKeys(this.pool, this.wrapping, missing);
      keys = new Map([...keys, ...(await loadKeys(this.pool, this.wrapping, missing))]);
    }
    return new KeyRing(keys, entitled);
  }

  /** The same without making any: subjects that have none are treated like erased ones. `entitled`: with the keys of restricted subjects. */
  async knownKeys(subjects: Iterable<string>, { entitled = false } = {}): Promise<KeyRing> {
    return new KeyRing(await loadKeys(this.pool, this.wrapping, [...new Set(subjects)]), entitled);
  }

  /** Decrypts one; null if the subject was erased. */
  async decrypt(subject: string, sealed: string, context: string): Promise<JsonObject | null> {
    return (await this.knownKeys([subject])).decrypt(subject, sealed, context);
  }

  /** Destroys the keys of subjects: their data can never be read again, nor a new key be made under their names. Safe to run again after it was killed. */
  destroyKeys(subjects: readonly string[]): Promise<void> {
    return destroyKeys(this.pool, this.wrapping, subjects);
  }

  /** Whether a key of these is wrapped as earlier releases did, so that an old copy of it could be opened. */
  wrappedWithoutSlot(subjects: readonly string[]): Promise<boolean> {
    return wrappedWithoutSlot(this.pool, subjects);
  }

  /** Withholds subjects from daily work, or gives them back. */
  restrict(subjects: readonly string[], restricted: boolean): Promise<void> {
    return restrictKeys(this.pool, subjects, restricted);
  }
}

/** Keys in memory, to be dropped when the work is done. */
export class KeyRing {
  readonly #digestKeys = new Map<string, Buffer>();

  constructor(
    private readonly keys: ReadonlyMap<string, SubjectKey>,
    private readonly entitled = false,
  ) {}

  /** Whether the subject has a key that may be used here. */
  has(subject: string): boolean {
    return this.#given(subject) !== null;
  }

  /** `none`: there never was a key under this name. */
  state(subject: string): SubjectKey['state'] | 'none' {
    return this.keys.get(subject)?.state ?? 'none';
  }

  /**
   * `v1.<nonce>.<ciphertext and tag>`, bound to the subject and to a context (say, the field it stands in), so that it
   * cannot be moved elsewhere. Throws if the subject has no key: it was erased, or is restricted.
   */
  encrypt(subject: string, data: JsonObject, context: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key(subject), nonce).setAAD(bound(subject, context));
    const sealed = Buffer.concat([cipher.update(canonicalJson(data), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
  }

  /** What was encrypted; null if the subject was erased or is restricted. Throws if the text was altered or belongs elsewhere. */
  decrypt(subject: string, text: string, context: string): JsonObject | null {
    const key = this.#given(subject);
    if (!key) return null;
    const parts = FORM.exec(text);
    const sealed = Buffer.from(parts?.[2] ?? '', 'base64url');
    if (!parts || sealed.length < 16) throw new Error(`an encrypted text of ${subject} has an unknown form`);
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(parts[1], 'base64url')).setAAD(bound(subject, context));
    decipher.setAuthTag(sealed.subarray(-16));
    try {
      return JSON.parse(decipher.update(sealed.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')) as JsonObject;
    } catch {
      throw new Error(`an encrypted text of ${subject} was altered or belongs elsewhere`);
    }
  }

  /**
   * A keyed hash, to see whether two values of one subject are equal without reading them: 43 characters of base64url.
   * Its key comes from the subject's key and dies with it, so nothing can be guessed afterwards. Throws like encrypt.
   */
  hash(subject: string, data: JsonObject | string): string {
    let key = this.#digestKeys.get(subject);
    if (!key) this.#digestKeys.set(subject, (key = createHmac('sha256', this.#key(subject)).update('gridledger personal hash v1').digest()));
    return createHmac('sha256', key).update(canonicalJson(data)).digest('base64url');
  }

  #key(subject: string): Buffer {
    const key = this.#given(subject);
    if (!key) throw new Error(`${subject} has no key: it was erased, is restricted, or its key was not loaded`);
    return key;
  }

  #given(subject: string): Buffer | null {
    const found = this.keys.get(subject);
    return found && (found.state === 'open' || this.entitled) ? found.key : null;
  }
}

function bound(subject: string, context: string): Buffer {
  return Buffer.from(`${subject}\n${context}`);
}
