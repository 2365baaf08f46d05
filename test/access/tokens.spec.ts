import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { ProviderKeys } from '#access/tokens/provider-keys.js';
import { TokenChecker } from '#access/tokens/token-checker.js';
import { readConfig } from '#platform/config/config.js';
import type { Clock } from '#platform/config/clock.js';

/** An OpenID Connect provider on loopback: discovery and keys over HTTP. */
class Provider {
  readonly keys: { kid: string; privateKey: CryptoKey; jwk: JWK }[] = [];
  asked = 0;
  broken = false;
  lies: object = {};
  #server!: Server;
  issuer = '';

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      if (this.broken) return void response.writeHead(500).end();
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/openid-configuration') return void response.end(JSON.stringify({ issuer: this.issuer, jwks_uri: `${this.issuer}/keys`, ...this.lies }));
      this.asked++;
      response.end(JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.issuer = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  async rotate(kid: string, alg = 'ES256'): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    this.keys.splice(0, this.keys.length, { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } });
  }

  token(claims: Record<string, unknown> = {}, { audience = 'gridledger', from = NOW, seconds = 600, key = this.keys[0], issuer = this.issuer } = {}): Promise<string> {
    return new SignJWT({ sub: 'u-17', roles: ['auditor'], ...claims }).setProtectedHeader({ alg: key.jwk.alg!, kid: key.kid }).setIssuer(issuer).setAudience(audience).setIssuedAt(from).setNotBefore(from).setExpirationTime(from + seconds).sign(key.privateKey);
  }

  stop(): void {
    this.#server.close();
  }
}

const NOW = Date.parse('2024-06-15T04:00:00Z') / 1000;
let now = NOW;
const clock: Clock = { nowMicros: () => now * 1e6 };
const home = mkdtempSync(join(tmpdir(), 'gridledger-tokens-'));
const provider = new Provider();
let checker: TokenChecker;
const settings = (more: Record<string, string> = {}) => readConfig({ GRIDLEDGER_OIDC_ISSUER: provider.issuer, ...more }).tokens;

beforeAll(async () => {
  await provider.start();
  await provider.rotate('first');
  checker = new TokenChecker(settings(), new LocalIssuer(home), clock);
});
afterAll(() => {
  provider.stop();
  rmSync(home, { recursive: true });
});

describe('a token of an OpenID Connect provider', () => {
  it('says who it belongs to; the keys are fetched once', async () => {
    expect(await checker.personOf(await provider.token({ region: ['North'] }))).toEqual({ subject: 'u-17', roles: ['auditor'], regions: ['North'], customerNo: null, through: 'token' });
    await checker.personOf(await provider.token());
    expect(provider.asked).toBe(1);
  });

  it('finds roles where the provider keeps them, under the names it gives them', async () => {
    const other = new TokenChecker(settings({ GRIDLEDGER_OIDC_ROLES_CLAIM: 'realm_access.roles', GRIDLEDGER_OIDC_ROLE_NAMES: 'grid-audit=auditor', GRIDLEDGER_OIDC_SUBJECT_CLAIM: 'email' }), new LocalIssuer(home), clock);
    expect(await other.personOf(await provider.token({ roles: ['administrator'], email: 'a@b.example', realm_access: { roles: ['grid-audit', 'offline_access'] } }))).toMatchObject({ subject: 'a@b.example', roles: ['auditor'] });
  });

  it.each<[string, () => Promise<string> | string, RegExp]>([
    ['expired', () => provider.token({}, { from: NOW - 7200, seconds: 3600 }), /has expired/],
    ['not valid yet', () => provider.token({}, { from: NOW + 3600 }), /not valid yet/],
    ['for another audience', () => provider.token({}, { audience: 'mail' }), /another audience/],
    ['of another issuer', () => provider.token({}, { issuer: 'https://elsewhere.example' }), /another issuer/],
    ['unsigned', () => new UnsecuredJWT({ sub: 'u-17', roles: ['auditor'] }).setIssuer(provider.issuer).setAudience('gridledger').setExpirationTime(NOW + 60).encode(), /not allowed here, or not at all|cannot be read/],
    ['signed with the public key as a secret', async () => new SignJWT({ roles: ['auditor'] }).setProtectedHeader({ alg: 'HS256', kid: 'first' }).setSubject('u-17').setIssuer(provider.issuer).setAudience('gridledger').setExpirationTime(NOW + 60).sign(Buffer.from(JSON.stringify(provider.keys[0].jwk))), /not allowed here/],
    ['altered', async () => (await provider.token()).replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ sub: 'u-17', roles: ['administrator'] })).toString('base64url')}.`), /altered/],
    ['of the local issuer', () => new LocalIssuer(home).sign({ subject: 'x', roles: ['auditor'], validSeconds: 60 }, 'gridledger', NOW), /not signed with a key of its issuer|not allowed/],
    ['without a subject', () => provider.token({ sub: '' }), /is no name/],
    ['of somebody who claims to act for another', () => provider.token({ sub: 'root acting as Ada' }), /another's name/],
    ['with an empty region', () => provider.token({ region: '' }), /names no region/],
    ['of a customer without a number', () => provider.token({ roles: ['customer'] }), /without saying which customer/],
    ['no token at all', () => 'a.b.c', /not a token that can be read/],
    ['too long', () => `e${'A'.repeat(9000)}.e.e`, /longer than 8 KiB/],
  ])('that is %s is refused in one sentence', async (_what, make, sentence) => {
    const token = await make();
    const error: Error = await checker.personOf(token).then(() => Promise.reject(new Error('taken')), (refused: Error) => refused);
    expect(error.message).toMatch(sentence);
    expect(error.message).toMatch(/^(The|This) [^\n]+\.$/);
    expect(error.message).not.toContain(token.slice(0, 12));
  });

  it('is tolerated for half a minute of clocks that differ, and no longer', async () => {
    const token = await provider.token({}, { seconds: 60 });
    now = NOW + 80;
    expect((await checker.personOf(token)).subject).toBe('u-17');
    now = NOW + 100;
    await expect(checker.personOf(token)).rejects.toThrow(/expired/);
    now = NOW;
  });

  it('knows roles of this product only: others give nothing', async () => {
    expect((await checker.personOf(await provider.token({ roles: 'superuser auditor' }))).roles).toEqual(['auditor']);
    expect((await checker.personOf(await provider.token({ roles: undefined, scope: 'x' })).catch((error: Error) => error.message))).toMatch(/no list of roles/);
  });
});

describe('the keys of a provider', () => {
  it('rotate: a new one is found at once, the old one is worth nothing, and forgeries do not make us ask each time', async () => {
    const keys = new ProviderKeys(provider.issuer, null, 20);
    const header = (kid: string) => ({ alg: 'ES256', kid });
    await keys.key(header('first'), {} as never);
    const old = provider.keys[0];
    await provider.rotate('second');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await keys.key(header('second'), {} as never);
    await expect(keys.key(header(old.kid), {} as never)).rejects.toThrow();
    const asked = provider.asked;
    const slow = new ProviderKeys(provider.issuer, null, 60_000);
    await slow.key(header('second'), {} as never);
    for (let i = 0; i < 20; i++) await slow.key(header(`forged-${i}`), {} as never).catch(() => undefined);
    expect(provider.asked - asked).toBeLessThanOrEqual(2);
  });

  it('are not taken from a provider that is away, or speaks for another', async () => {
    const ask = (more: Record<string, string> = {}) => new TokenChecker(settings(more), new LocalIssuer(home), clock).personOf('eyJhbGciOiJFUzI1NiJ9.e30.x').catch((error: Error) => error.name);
    provider.broken = true;
    expect(await ask()).toBe('ProviderUnreachable');
    provider.broken = false;
    provider.lies = { issuer: 'https://elsewhere.example' };
    expect(await ask()).toBe('ProviderUnreachable');
    provider.lies = { jwks_uri: 'http://elsewhere.example/keys' };
    expect(await ask()).toBe('ProviderUnreachable');
    provider.lies = {};
  });

  it('settings that would weaken them are refused', () => {
    expect(() => settings({ GRIDLEDGER_OIDC_ALGORITHMS: 'none' })).toThrow(/expected are some of/);
    expect(() => settings({ GRIDLEDGER_OIDC_ALGORITHMS: 'HS256' })).toThrow(/expected are some of/);
    expect(() => readConfig({ GRIDLEDGER_OIDC_ISSUER: 'http://login.example' })).toThrow(/https/);
  });
});

describe('the local issuer', () => {
  it('keeps its key for its owner alone, and its tokens end with it', async () => {
    const own = mkdtempSync(join(tmpdir(), 'gridledger-own-'));
    const issuer = new LocalIssuer(own);
    const token = await issuer.sign({ subject: 'Li Wei', roles: ['approver'], regions: ['North'], validSeconds: 60 }, 'gridledger', NOW);
    expect(statSync(issuer.file).mode & 0o777).toBe(0o600);
    const local = (at: LocalIssuer) => new TokenChecker(readConfig({}).tokens, at, clock).personOf(token);
    expect(await local(new LocalIssuer(own))).toEqual({ subject: 'Li Wei', roles: ['approver'], regions: ['North'], customerNo: null, through: 'token' });
    rmSync(issuer.file);
    await expect(local(new LocalIssuer(own))).rejects.toThrow(/not signed with a key/);
    rmSync(own, { recursive: true });
  });
});
