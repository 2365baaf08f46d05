import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { Clock } from '#platform/config/clock.js';
import type { TokenSettings } from '#platform/config/token-settings.js';
import type { Person } from '../person.js';
import { LOCAL_ISSUER, type LocalIssuer } from './local-issuer.js';
import { personOfClaims } from './person-of-claims.js';
import { ProviderKeys, ProviderUnreachable } from './provider-keys.js';

/** A longer one is not looked at. */
export const LONGEST_TOKEN = 8 * 1024;

/** Why a token was not taken: one sentence that never repeats it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** Says who a bearer token belongs to: one issuer, one audience, asymmetric signatures of the allowed kinds, within its time. */
export class TokenChecker {
  readonly #provider: ProviderKeys | null;

  constructor(
    private readonly settings: TokenSettings,
    private readonly local: LocalIssuer,
    private readonly clock: Clock,
  ) {
    this.#provider = settings.issuer === null ? null : new ProviderKeys(settings.issuer, settings.jwksUri);
  }

  /** Throws TokenRefused, or ProviderUnreachable where its provider does not answer. */
  async personOf(token: string): Promise<Person> {
    if (token.length > LONGEST_TOKEN) throw new TokenRefused(`The token is longer than ${LONGEST_TOKEN / 1024} KiB.`);
    const person = personOfClaims(await this.#verified(token), this.#provider ? this.settings : { claims: { subject: 'sub', roles: 'roles', region: 'region', customer: 'customer_no' }, roleNames: {} });
    if (typeof person === 'string') throw new TokenRefused(`The token is genuine, but ${person}.`);
    return person;
  }

  async #verified(token: string): Promise<JWTPayload> {
    const { settings } = this;
    const options: JWTVerifyOptions = {
      issuer: settings.issuer ?? LOCAL_ISSUER,
      audience: settings.audience,
      algorithms: this.#provider ? [...settings.algorithms] : ['EdDSA'],
      clockTolerance: settings.clockToleranceSeconds,
      currentDate: new Date(this.clock.nowMicros() / 1000),
      requiredClaims: ['exp', 'sub'],
    };
    try {
      return (await (this.#provider ? jwtVerify(token, (header, input) => this.#provider!.key(header, input), options) : jwtVerify(token, this.local.publicKey(), options))).payload;
    } catch (error) {
      if (error instanceof ProviderUnreachable) throw error;
      throw new TokenRefused(sentenceOf(error));
    }
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired: ask for a new one.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    const about: Record<string, string> = { iss: 'was made by another issuer', aud: 'is meant for another audience', nbf: 'is not valid yet', sub: 'names nobody', exp: 'never ends' };
    return `The token ${about[error.claim] ?? `has an unfit claim ${error.claim}`}.`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is signed with an algorithm that is not allowed here, or not at all.';
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'The token was not signed with a key of its issuer, or was altered.';
  return 'This is not a token that can be read here.';
}
