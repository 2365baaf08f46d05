import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { makeKeyFile } from '#platform/config/make-key-file.js';
import { refuse } from '#platform/deciding/refusal.js';
import { newSigningKey, parseSigningKey } from '../proof/signing-key.js';
import type { SigningKey } from '../proof/signing-key.js';
import { formatVerifierKey, parseVerifierKey } from '../proof/verifier-key.js';
import type { VerifierKey } from '../proof/verifier-key.js';

/** Where the signing key comes from. */
export interface SigningKeySettings {
  /** The key itself (GRIDLEDGER_SIGNING_KEY); null: it lies in the file. */
  readonly signingKey: string | null;
  /** Made with a random key at first use if it is missing. */
  readonly signingKeyFile: string;
  /** The log's name in a key that is made; null: a random one. */
  readonly logName: string | null;
}

/** The ledger's signing key: from the configuration, or a file of one line that only its owner reads. */
export class SigningKeyFile {
  #key: SigningKey | null = null;

  constructor(private readonly settings: SigningKeySettings) {}

  /** The key that signs. Refuses a damaged one. */
  key(): SigningKey {
    return (this.#key ??= this.#configured() ?? this.#read(this.settings.signingKeyFile) ?? this.#create());
  }

  /** The public key, and those that were in office before it, oldest first. */
  verifiers(): VerifierKey[] {
    const present = this.key().verifier;
    const retired = existsSync(this.#retired) ? readFileSync(this.#retired, 'utf8').split('\n').map(parseVerifierKey) : [];
    return [...retired.filter((key): key is VerifierKey => key !== null && key.hash !== present.hash), present];
  }

  /** The key that is to come into office: kept beside the present one until `succeed`. Refuses where the key is configured. */
  successor(): SigningKey {
    if (this.settings.signingKey !== null) {
      throw refuse('key-is-configured', 'The signing key comes from GRIDLEDGER_SIGNING_KEY, which this command cannot change: put that line into the file named by GRIDLEDGER_SIGNING_KEY_FILE, unset GRIDLEDGER_SIGNING_KEY, and rotate again.', 409);
    }
    const { name } = this.key().verifier;
    const file = `${this.settings.signingKeyFile}.next`;
    return this.#read(file) ?? (this.#write(file, newSigningKey(name)), this.#read(file)!);
  }

  /** Puts the successor in the key's place; of the old key only the public half stays. */
  succeed(): void {
    const old = this.key().verifier;
    appendFileSync(this.#retired, `${formatVerifierKey(old)}\n`, { mode: 0o600 });
    renameSync(`${this.settings.signingKeyFile}.next`, this.settings.signingKeyFile);
    this.#key = null;
  }

  get #retired(): string {
    return `${this.settings.signingKeyFile}.retired`;
  }

  #configured(): SigningKey | null {
    const { signingKey } = this.settings;
    if (signingKey === null) return null;
    const key = parseSigningKey(signingKey.trim());
    // The value itself is never repeated.
    if (!key) throw refuse('impossible-setting', 'GRIDLEDGER_SIGNING_KEY is not a signing key: expected is a line PRIVATE+KEY+NAME+HASH+BASE64.', 400);
    return key;
  }

  #read(file: string): SigningKey | null {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw refuse('key-unreadable', `The signing key ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 409);
    }
    const key = parseSigningKey(text.trim());
    if (!key) throw refuse('key-damaged', `The signing key file ${file} is damaged: it should hold one line PRIVATE+KEY+NAME+HASH+BASE64. Bring back the original; without it no checkpoint can follow on those that were signed.`, 409);
    return key;
  }

  #create(): SigningKey {
    const { signingKeyFile, logName } = this.settings;
    this.#write(signingKeyFile, newSigningKey(logName ?? `localhost/gridledger-${randomBytes(6).toString('hex')}`));
    return this.#read(signingKeyFile)!;
  }

  #write(file: string, { line }: SigningKey): void {
    makeKeyFile(file, `${line}\n`);
  }
}
