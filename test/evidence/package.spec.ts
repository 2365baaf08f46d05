import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSigningKey } from '#platform/integrity/proof/signing-key.js';
import { verifyPackage } from '#apps/evidence/src/verifier/verify-package.js';
import { dayOf } from '#platform/kernel/day.js';
import { BUILT_IN, givenPackages, KEY, verified, verify, type GivenPackages } from './given-package.js';

let given: GivenPackages;
beforeAll(async () => {
  given = await givenPackages();
});
afterAll(() => given.close());

const failures = async (path: string) => (await verify(path)).checks.filter(({ status }) => status === 'fail');
const lines = (path: string, name: string): string[] => readFileSync(join(path, name), 'utf8').split('\n').slice(0, -1);

describe('an evidence package', () => {
  it('of a customer holds all of the customer and leads to the score, the rating and their explanations', async () => {
    const path = await given.pack('customer', {});
    expect(await verified(path)).toEqual({
      container: 'pass', bag: 'pass', manifest: 'pass', signature: 'pass', timestamp: 'not-checked', description: 'pass', keys: 'pass', checkpoint: 'pass', consistency: 'pass',
      events: 'pass', inclusion: 'pass', completeness: 'pass', editions: 'pass', scores: 'pass', explanations: 'pass', decisions: 'pass', confidential: 'pass', statements: 'not-checked', reports: 'not-checked',
    });
    expect(lines(path, 'data/events.tsv').every((line) => line.includes('"C1"'))).toBe(true);
    expect(JSON.parse(readFileSync(join(path, 'data/scores/001.json'), 'utf8'))).toMatchObject({ total: '80.00', grade: 'AA' });
    expect(readFileSync(join(path, 'data/report.en.html'), 'utf8')).toContain('I paid at the counter.');
    expect(readFileSync(join(path, 'data/report.zh.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('as a zip is the same to the verifier', async () => {
    expect(await failures(await given.pack('customer.zip', {}))).toEqual([]);
  });

  it('known as of an earlier day shows nothing that came later, and still proves that nothing is missing', async () => {
    const path = await given.pack('earlier', { knownAsOf: '2024-02-01' });
    expect(await failures(path)).toEqual([]);
    expect(lines(path, 'data/events.tsv').map((line) => /"type":"(\w+)"/.exec(line)![1])).toEqual(['CustomerOpened', 'BillIssued']);
    expect(lines(path, 'data/withheld.tsv').every((line) => line.includes('\tlater\t'))).toBe(true);
  });

  it('of a decision leads to the score that it was decided on', async () => {
    const path = await given.pack('decision', { selection: { kind: 'decision', ratingId: 'R-C1-2024-03-31-1', customerNo: 'C1' } });
    const { checks } = await verify(path);
    expect(checks.find(({ id }) => id === 'decisions')).toEqual({ id: 'decisions', status: 'pass', details: ['Rating R-C1-2024-03-31-1: 80.00 AA.'] });
  });

  it('of a period holds every event recorded on its days and the histories behind its ratings', async () => {
    const path = await given.pack('period', { selection: { kind: 'period', from: dayOf('2024-03-01'), to: dayOf('2024-03-31') } });
    expect(await failures(path)).toEqual([]);
    const { checks } = await verify(path);
    expect(checks.find(({ id }) => id === 'completeness')?.details.join()).toContain('events 6 to 10');
    expect(checks.find(({ id }) => id === 'decisions')?.status).toBe('pass');
  });

  it('of a period in which nothing was recorded proves just that', async () => {
    expect(await failures(await given.pack('nothing', { selection: { kind: 'period', from: dayOf('2024-03-01'), to: dayOf('2024-03-15') } }))).toEqual([]);
  });

  it('shows an informant’s report to the entitled only; for others it is a commitment, and the score is told without it', async () => {
    const c2 = { selection: { kind: 'customer', customerNo: 'C2' } } as const;
    const whole = await given.pack('entitled', c2);
    expect(lines(whole, 'data/events.tsv').filter((line) => line.includes('Report'))).toHaveLength(2);
    const shut = await given.pack('others', { ...c2, entitled: false });
    expect(lines(shut, 'data/events.tsv').filter((line) => line.includes('Report'))).toEqual([]);
    expect(readFileSync(join(shut, 'data/report.en.html'), 'utf8')).toContain('Confidential entries omitted');
    expect(await verified(shut)).toMatchObject({ confidential: 'not-checked', completeness: 'pass', scores: 'pass' });
    expect(await failures(shut)).toEqual([]);
  });

  it('is opened by the entitled with what they were given beside it, and by nothing else', async () => {
    const openings: string[] = [];
    const path = await given.pack('to-open', { selection: { kind: 'customer', customerNo: 'C2' }, entitled: false, onWithheld: (line) => openings.push(line) });
    const open = async (text: string) => (await verifyPackage(path, { key: KEY.verifier, builtInEdition: BUILT_IN, openings: text })).checks.find(({ id }) => id === 'confidential');
    expect(await open(openings.join(''))).toEqual({ id: 'confidential', status: 'pass', details: ['2 opened.'] });
    expect(await open(openings[0])).toMatchObject({ status: 'not-checked' });
    expect(await open(openings.join('').replace('crime_report', 'absconder_tip'))).toMatchObject({ status: 'fail' });
  });

  it('is refused without a purpose, for a customer nobody knows, and over something that is there', async () => {
    await expect(given.pack('refused', { purpose: '  ' })).rejects.toMatchObject({ reasons: [{ code: 'purpose-missing' }] });
    await expect(given.pack('refused', { selection: { kind: 'customer', customerNo: 'C9' } })).rejects.toMatchObject({ reasons: [{ code: 'unknown-customer' }] });
    await expect(given.pack('customer', {})).rejects.toMatchObject({ reasons: [{ code: 'destination-exists' }] });
  });

  it('is believed on the word of no other key', async () => {
    const other = newSigningKey('ledger.test/credit');
    const { checks } = await verifyPackage(join(given.folder, 'customer'), { key: other.verifier, builtInEdition: BUILT_IN });
    expect(checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual(['signature', 'checkpoint']);
    expect(checks.find(({ id }) => id === 'inclusion')?.status).toBe('not-checked');
  });
});
