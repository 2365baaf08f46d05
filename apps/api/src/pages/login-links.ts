import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';

const MINUTES = 10;

/** Addresses that let one browser in once: printed on the terminal of whoever starts the service. Kept in memory only. */
@Injectable()
export class LoginLinks {
  readonly #tokens = new Map<string, { readonly token: string; readonly until: number }>();

  /** A code that is good for one use within ten minutes. */
  add(token: string): string {
    const code = randomBytes(24).toString('base64url');
    this.#tokens.set(code, { token, until: performance.now() + MINUTES * 60_000 });
    return code;
  }

  /** The token of a code, which is spent with it; null for one that is unknown, spent or too old. */
  take(code: string): string | null {
    const found = this.#tokens.get(code);
    this.#tokens.delete(code);
    return found && found.until >= performance.now() ? found.token : null;
  }
}
