import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { makeKeyFile } from '#platform/config/make-key-file.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { Role } from '../person.js';

/** The `iss` of tokens made here. It is no address: nobody serves its key. */
export const LOCAL_ISSUER = 'urn:gridledger:local';

/** What a local token is to say. */
export interface LocalToken {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly regions?: readonly string[];
  readonly customerNo?: string;
  /** From `nowSeconds` on. */
  readonly validSeconds: number;
}

/**
 * The issuer of the embedded default: an Ed25519 key in the home folder, readable by its owner alone. Whoever can read
 * it can be anybody here; removing the file makes all its tokens worthless.
 */
export class LocalIssuer {
  #key: KeyObject | null = null;
  readonly file: string;

  constructor(home: string) {
    this.file = join(home, 'keys', 'token.key');
  }

  /** The key that its tokens are checked with; made at first use. */
  publicKey(): KeyObject {
    return createPublicKey(this.#private());
  }

  sign({ subject, roles, regions, customerNo, validSeconds }: LocalToken, audience: string, nowSeconds: number): Promise<string> {
    return new SignJWT({ roles, ...(regions ? { region: regions } : {}), ...(customerNo === undefined ? {} : { customer_no: customerNo }) })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
      .setIssuer(LOCAL_ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setJti(randomUUID())
      .setIssuedAt(nowSeconds)
      .setNotBefore(nowSeconds)
      .setExpirationTime(nowSeconds + validSeconds)
      .sign(this.#private());
  }

  #private(): KeyObject {
    return (this.#key ??= this.#read() ?? this.#create());
  }

  #read(): KeyObject | null {
    try {
      return createPrivateKey(readFileSync(this.file, 'utf8'));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return null;
      throw refuse('token-key', `The key of the local issuer, ${this.file}, cannot be read (${code ?? 'damaged'}): bring it back, or remove it to make a new one; tokens made with the old one then end.`);
    }
  }

  #create(): KeyObject {
    makeKeyFile(this.file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    return this.#read() as KeyObject;
  }
}
