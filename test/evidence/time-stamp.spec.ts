import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { askAuthority } from '#apps/evidence/src/export/ask-authority.js';
import { verifyPackage } from '#apps/evidence/src/verifier/verify-package.js';
import { isTrusted, readTimeStamp } from '#platform/evidence/time-stamp.js';
import { dayOf } from '#platform/kernel/day.js';
import { exportEvidence } from '#apps/evidence/src/export/export-evidence.js';
import { join } from 'node:path';
import { BUILT_IN, givenPackages, KEY, type GivenPackages } from './given-package.js';
import { openAuthority, type LocalAuthority } from './local-authority.js';

const BYTES = Buffer.from('what is to be stamped');

describe('a time-stamp of a local authority (RFC 3161)', () => {
  let authority: LocalAuthority;
  beforeAll(async () => {
    authority = await openAuthority();
  });
  afterAll(() => authority.close());

  it('says when, and by whom', async () => {
    const stamp = readTimeStamp(await askAuthority(authority.url, BYTES), BYTES);
    expect({ time: stamp.time.toISOString(), subject: stamp.subject }).toEqual({ time: '2026-06-15T08:00:00.000Z', subject: 'CN=Local test authority' });
    expect(isTrusted(stamp, new X509Certificate(authority.certificate))).toBe(true);
  });

  it('is for these bytes and no others', async () => {
    const response = await askAuthority(authority.url, BYTES);
    expect(() => readTimeStamp(response, Buffer.from('other bytes'))).toThrow('the time-stamp is for other bytes');
  });

  it('is not believed with a signature that was changed, nor from a certificate for something else', async () => {
    const spoiling = await openAuthority({ spoil: (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes[bytes.length - 1] ^ 1)]) });
    const other = await openAuthority({ usage: 'other' });
    await expect(askAuthority(spoiling.url, BYTES)).rejects.toMatchObject({ reasons: [{ code: 'no-time-stamp' }] });
    await expect(askAuthority(other.url, BYTES)).rejects.toMatchObject({ reasons: [{ code: 'no-time-stamp' }] });
    await spoiling.close();
    await other.close();
  });

  it('of an authority that is not there is refused by name', async () => {
    await expect(askAuthority('http://127.0.0.1:9/tsa', BYTES)).rejects.toMatchObject({ reasons: [{ code: 'no-time-stamp', message: expect.stringContaining('127.0.0.1:9') }] });
  });

  describe('in a package', () => {
    let given: GivenPackages;
    beforeAll(async () => {
      given = await givenPackages();
    });
    afterAll(() => given.close());

    it('passes under the authority that is trusted, fails under another, and is not checked under none', async () => {
      const out = join(given.folder, 'stamped');
      const request = { selection: { kind: 'customer', customerNo: 'C1' } as const, asOf: dayOf('2024-04-20'), purpose: 'audit', by: 'Auditor', entitled: true, out };
      await exportEvidence(request, { ...given.sources, timestamp: (bytes) => askAuthority(authority.url, bytes) });
      const stranger = await openAuthority();
      const status = async (certificate?: string) => (await verifyPackage(out, { key: KEY.verifier, builtInEdition: BUILT_IN, authority: certificate })).checks.find(({ id }) => id === 'timestamp')?.status;
      expect([await status(authority.certificate), await status(stranger.certificate), await status()]).toEqual(['pass', 'fail', 'not-checked']);
      await stranger.close();
    });
  });
});
