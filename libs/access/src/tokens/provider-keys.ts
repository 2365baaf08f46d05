import { createRemoteJWKSet, errors, type CryptoKey, type FlattenedJWSInput, type JWSHeaderParameters } from 'jose';

/** The provider, or its keys, cannot be had at the moment: nobody's fault who brings a token. */
export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderUnreachable';
}

const TIMEOUT_MS = 5000;
/** An unknown key id asks the provider again, at most this often: so a rotation is noticed and a flood of forgeries is not passed on. */
const COOLDOWN_MS = 10_000;
const CACHE_MS = 10 * 60_000;
const RETRY_SECONDS = 5;

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** The signing keys of one OpenID Connect provider: found by discovery, kept, asked for again when they rotate. */
export class ProviderKeys {
  #keys: Promise<KeySet> | null = null;
  #failedAt = -Infinity;

  constructor(
    private readonly issuer: string,
    private readonly jwksUri: string | null,
    private readonly cooldownMs = COOLDOWN_MS,
  ) {}

  /** Throws ProviderUnreachable, or jose's errors for a key that the provider does not have. */
  async key(header: JWSHeaderParameters, input: FlattenedJWSInput): Promise<CryptoKey> {
    try {
      return await (await this.#set())(header, input);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported) throw error;
      throw new ProviderUnreachable(`The identity provider ${this.issuer} does not give its keys: ${(error as Error).message}.`);
    }
  }

  #set(): Promise<KeySet> {
    if (this.#keys) return this.#keys;
    if (performance.now() - this.#failedAt < RETRY_SECONDS * 1000) return Promise.reject(new ProviderUnreachable('it failed a moment ago'));
    return (this.#keys = this.#found().catch((error: Error) => {
      this.#keys = null;
      this.#failedAt = performance.now();
      throw error;
    }));
  }

  async #found(): Promise<KeySet> {
    const address = this.jwksUri ?? (await this.#discovered());
    return createRemoteJWKSet(new URL(address), { timeoutDuration: TIMEOUT_MS, cooldownDuration: this.cooldownMs, cacheMaxAge: CACHE_MS });
  }

  async #discovered(): Promise<string> {
    const answer = await fetch(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    if (!answer.ok) throw new Error(`its discovery document is answered with status ${answer.status}`);
    const { issuer, jwks_uri } = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
    // A document that speaks for another issuer would put that one's keys in this one's place.
    if (issuer !== this.issuer) throw new Error('its discovery document names another issuer');
    if (typeof jwks_uri !== 'string' || !URL.canParse(jwks_uri)) throw new Error('its discovery document names no keys');
    const { protocol, hostname } = new URL(jwks_uri);
    if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) throw new Error('its keys would come in the clear');
    return jwks_uri;
  }
}
