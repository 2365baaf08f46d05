import { createHmac, randomBytes } from 'node:crypto';
import type { KeyRing, Vault } from '#platform/personal-data/vault.js';
import { Batching } from './batching.js';

/** Personal data of one subject, by field name. */
export type PersonalFields = Readonly<Record<string, string>>;

/** The key of one subject, in memory for one command. */
export interface SubjectVault {
  /** Equal values of one column, equal texts; null if the subject was erased, of whom nothing is kept any more. */
  digest(column: string, text: string): string | null;
  /** Ciphertext, bound to the subject and the payload field it stands in. Throws if the subject was erased. */
  seal(field: string, data: PersonalFields): string;
  /** Null if the subject was erased. */
  open(field: string, sealed: string): PersonalFields | null;
}

/** What recording needs of personal data. */
export interface PersonalVault {
  /** The key of a subject (`customer:C1`, `report:R7`), made if there is none and `make` says so. Asked together, answered together. */
  of(subject: string, make: boolean): Promise<SubjectVault>;
}

/** Personal data under the keys of platform/personal-data. */
export class SubjectVaults implements PersonalVault {
  readonly #made: Batching<string, KeyRing>;
  readonly #known: Batching<string, KeyRing>;
  // Compares the rows of one import among themselves before their customers have keys; never written.
  readonly #passing = randomBytes(32);

  constructor(vault: Vault) {
    this.#made = new Batching((subjects) => vault.keys(subjects).then((ring) => subjects.map(() => ring)));
    this.#known = new Batching((subjects) => vault.knownKeys(subjects).then((ring) => subjects.map(() => ring)));
  }

  async of(subject: string, make: boolean): Promise<SubjectVault> {
    const ring = await (make ? this.#made : this.#known).ask(subject);
    return {
      digest: (column, text) => {
        const said = `${column}\n${text}`;
        if (ring.has(subject)) return ring.hash(subject, said);
        return make ? null : createHmac('sha256', this.#passing).update(`${subject}\n${said}`).digest('base64url');
      },
      seal: (field, data) => ring.encrypt(subject, { ...data }, field),
      open: (field, sealed) => ring.decrypt(subject, sealed, field) as PersonalFields | null,
    };
  }
}
