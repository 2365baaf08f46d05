import { describe, expect, it } from '@jest/globals';
import { newSigningKey } from '#platform/integrity/proof/signing-key.js';
import { readCertificate, signCertificate } from './certificate.js';

const key = newSigningKey('ledger.example/credit');
const certificate = {
  ledger: 'ledger.example/credit', customer_no: 'C1', erased_on: '2026-03-01', recorded_at: '2026-03-01T04:00:00.000000Z', position: 7, event: 'e7', erased_by: 'Ada', reason: 'asked for',
  law: 'PIPL 47', subjects: ['customer:C1', 'report:R7'], stays: [{ code: 'decisions', law: 'PIPL 24' }],
};

describe('a certificate of erasure', () => {
  it('is read by whoever has the public key, and says the same to people in two languages', () => {
    const note = signCertificate(certificate, key);
    expect(readCertificate(note, key.verifier)).toEqual(certificate);
    expect(note).toContain('举报 R7');
    expect(note).toContain('the informant of report R7');
  });
  it('is worth nothing under another key, nor with any byte changed', () => {
    const note = Buffer.from(signCertificate(certificate, key));
    expect(readCertificate(note.toString(), newSigningKey('ledger.example/credit').verifier)).toBeNull();
    for (let at = 0; at < note.length; at += 7) {
      const altered = Buffer.from(note);
      altered[at] ^= 1;
      expect(readCertificate(altered.toString(), key.verifier)).toBeNull();
    }
  });
});
