import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { dayOf } from '#platform/kernel/day.js';
import { Refusal } from '#platform/deciding/refusal.js';
import type { Question } from '#credit/asking/question.js';
import type { CaseFile } from '#credit/case-file/case-file.js';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import { builtInEdition } from '#credit/editions/built-in-edition.js';
import { compileEdition, type CompiledEdition } from '#credit/editions/compiled-edition.js';
import type { Edition } from '#credit/editions/edition-schema.js';
import { backtest } from '#credit/outcomes/backtest.js';
import { separation, wilson } from '#credit/outcomes/exact-statistics.js';
import { impact } from '#credit/outcomes/impact.js';
import { parseOutcomes } from '#credit/outcomes/read-outcomes.js';
import { bill, builtIn, fileOf, opened, paid, theft } from './customer-of.js';
import { finding } from './rule-cases.js';

async function* batches(...files: CaseFile[]): AsyncGenerator<CaseFile[]> {
  for (const file of files) yield [file];
}
const question = (day: string): Question => ({ asOf: dayOf(day), knownAsOf: '2026-01-01T00:00:00.000000Z', position: 1_000, book: builtIn });
const csv = (text: string): ReturnType<typeof parseOutcomes> => parseOutcomes(Buffer.from(text), 'outcomes.csv');

const spotless: CreditFact[] = [opened('2023-01-01')];
const late: CreditFact[] = [opened('2023-01-01'), bill('2023-03-25'), paid('2023-03-25', '2023-05-10')];
const thief: CreditFact[] = [opened('2023-01-01'), ...theft('2023-03-01', '2023-03-25')];
const lateLighting: CreditFact[] = [opened('2023-01-01', 'lighting'), bill('2023-03-25'), paid('2023-03-25', '2023-05-10')];

describe('backtest', () => {
  const files = (): AsyncGenerator<CaseFile[]> => batches(fileOf(spotless, 'C1'), fileOf(late, 'C2'), fileOf(thief, 'C3'), fileOf(lateLighting, 'C4'));

  it('rates by grade, AUC and KS', async () => {
    const result = await backtest(files(), question('2023-06-30'), csv('customer_no,defaulted\nC1,0\nC2,1\nC3,1\nC4,0\n'));
    // Defaulters at 90 and 70, the others at 100 and 83 1/3: of four pairs three are in order.
    expect(result).toMatchObject({ asOf: '2023-06-30', customers: 4, defaulted: 2, auc: 0.75, ks: 0.5, withoutOutcome: 0, notScored: [] });
    expect(result.grades.map(({ grade, customers, defaulted, rate }) => `${grade} ${customers} ${defaulted} ${rate}`)).toEqual(['AAA 2 1 0.5', 'AA 1 0 0', 'A 0 0 null', 'B 0 0 null', 'C 0 0 null', 'D 1 1 1']);
    expect(result.scores.map(({ total }) => total)).toEqual(['70.00', '83.33', '90.00', '100.00']);
  });

  it('equal scores count half, also on different scales', async () => {
    const hundred = [fileOf(spotless, 'C1'), fileOf([opened('2023-01-01', 'lighting')], 'C2')];
    const result = await backtest(batches(...hundred), question('2023-06-30'), csv('customer_no,defaulted\nC1,0\nC2,1\n'));
    expect(result).toMatchObject({ auc: 0.5, ks: 0 });
  });

  it('names who was not scored that day, counts who has no outcome, refuses who is unknown', async () => {
    const closed = fileOf([...spotless, { type: 'CustomerClosed', payload: { customer_no: 'C1', closed_on: '2023-03-01' } }], 'C1');
    const young = fileOf([opened('2024-01-01')], 'C2');
    const result = await backtest(batches(closed, young, fileOf(late, 'C3')), question('2023-06-30'), csv('customer_no,defaulted\nC1,0\nC2,1\n'));
    expect(result).toMatchObject({ customers: 0, auc: null, ks: null, withoutOutcome: 1 });
    expect(result.notScored).toEqual([{ customer_no: 'C1', reason: 'account-closed' }, { customer_no: 'C2', reason: 'not-open-yet' }]);
    await expect(backtest(batches(), question('2023-06-30'), csv('customer_no,defaulted\nC9,0\n'))).rejects.toThrow("outcomes.csv, line 2, customer_no 'C9': no such customer");
  });

  it('reads plain and gzip; lists every bad row with its line', () => {
    const good = 'defaulted,customer_no\r\n1,C1\r\n';
    expect([...csv(good).rows.keys()]).toEqual([...parseOutcomes(gzipSync(good), 'outcomes.csv.gz').rows.keys()]);
    const problems = (text: string): string[] => {
      try {
        csv(text);
        return [];
      } catch (error) {
        return (error as Refusal).reasons.map(({ message }) => message);
      }
    };
    expect(problems('customer_no,defaulted\nC1,2\nC2,0\nC2,1\n,1\nC3\n')).toEqual([
      "outcomes.csv, line 2, defaulted '2': expected is 0 or 1.",
      "outcomes.csv, line 4, customer_no 'C2': the customer is on line 3 already; expected is one row each.",
      "outcomes.csv, line 5, customer_no '': expected is a customer number.",
      'outcomes.csv, line 6: the row has 1 fields; expected are 2.',
    ]);
    expect(problems('customer_no,defaulted\n')).toEqual(['outcomes.csv has no rows; expected is one for each customer whose outcome is known.']);
    expect(problems('')).toHaveLength(1);
    expect(problems('number,defaulted\nC1,1\n')[0]).toContain('expected are customer_no,defaulted');
  });

  it('AUC and KS equal their definitions, pair by pair', () => {
    const people = fc.array(fc.tuple(fc.nat(6), fc.boolean()), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(people, (all) => {
        const counts = new Map<number, { score: bigint; defaulted: number; others: number }>();
        for (const [score, defaulted] of all) {
          const count = counts.get(score) ?? { score: BigInt(score), defaulted: 0, others: 0 };
          if (defaulted) count.defaulted++;
          else count.others++;
          counts.set(score, count);
        }
        const [bad, good] = [true, false].map((wanted) => all.filter(([, defaulted]) => defaulted === wanted).map(([score]) => score));
        const { auc, ks } = separation(counts.values());
        if (bad.length === 0 || good.length === 0) return expect({ auc, ks }).toEqual({ auc: null, ks: null });
        const pairs = bad.flatMap((b) => good.map((g) => (b < g ? 1 : b === g ? 0.5 : 0)));
        expect(auc).toBeCloseTo(pairs.reduce<number>((sum, p) => sum + p, 0) / pairs.length, 5);
        const share = (of: number[], x: number): number => of.filter((score) => score <= x).length / of.length;
        expect(ks).toBeCloseTo(Math.max(...all.map(([x]) => Math.abs(share(bad, x) - share(good, x)))), 5);
      }),
    );
  });

  it('Wilson’s interval, against published values', () => {
    // Brown, Cai & DasGupta 2001 and Newcombe 1998: 0 of 20, 1 of 29, 81 of 263.
    expect(wilson(0, 20)).toEqual({ rate: 0, low: 0, high: expect.closeTo(0.1611, 4) });
    expect(wilson(1, 29)).toEqual({ rate: expect.closeTo(0.0345, 4), low: expect.closeTo(0.0061, 4), high: expect.closeTo(0.1718, 4) });
    expect(wilson(81, 263)).toEqual({ rate: expect.closeTo(0.308, 4), low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) });
    expect(wilson(0, 0)).toBeNull();
  });
});

describe('impact of another edition', () => {
  const edition = (change: (edition: Edition) => void): CompiledEdition => {
    const source = structuredClone(builtInEdition().source);
    source.id = 'tried';
    change(source);
    return compileEdition(source);
  };
  const files = (): AsyncGenerator<CaseFile[]> => batches(fileOf(spotless, 'C1'), fileOf(late, 'C2'), fileOf([...late, finding('refused_inspection', '2023-04-01')], 'C3'), fileOf(thief, 'C4'));

  it('the same edition changes nobody', async () => {
    expect(await impact(files(), question('2023-06-30'), edition(() => undefined))).toMatchObject({ from: 's001-2018', to: 'tried', customers: 4, unchanged: 4, totalsChanged: 0, changed: [] });
  });

  it('other points: who changes grade, and by which rule', async () => {
    const result = await impact(files(), question('2023-06-30'), edition((tried) => (tried.rules['COM-01'].points.value = '-15')));
    expect(result).toMatchObject({ unchanged: 3, totalsChanged: 1, better: 0, worse: 1 });
    expect(result.changed).toEqual([
      { customer_no: 'C2', before: 'AAA', after: 'AA', totalBefore: '90.00', totalAfter: '85.00', because: [{ rule: 'COM-01', before: '-10.00', after: '-15.00', text: 'COM-01 counts -15.00 instead of -10.00.' }] },
    ]);
    expect(result.migration).toEqual([
      { before: 'AAA', after: 'AAA', customers: 1 },
      { before: 'AAA', after: 'AA', customers: 1 },
      { before: 'AA', after: 'AA', customers: 1 },
      { before: 'D', after: 'D', customers: 1 },
    ]);
  });

  it('other bounds, another veto', async () => {
    const bounds = await impact(files(), question('2023-06-30'), edition((tried) => (tried.grades.find(({ grade }) => grade === 'AAA')!.from.value = '95')), 'zh');
    expect(bounds.changed.map(({ customer_no, because }) => [customer_no, because.map(({ text }) => text)])).toEqual([['C2', ['AAA 级自 95.00 分起，原为 90.00 分。']]]);
    const veto = await impact(files(), question('2023-06-30'), edition((tried) => (tried.veto.categories.value = ['COM'])));
    expect(veto.changed).toMatchObject([{ customer_no: 'C4', before: 'D', after: 'A', because: [{ rule: 'VETO', text: 'The veto on LAW falls.' }] }]);
    const grade = await impact(files(), question('2023-06-30'), edition((tried) => (tried.veto.grade.value = 'C')));
    expect(grade.changed).toMatchObject([{ customer_no: 'C4', before: 'D', after: 'C', because: [{ rule: 'VETO-GRADE' }] }]);
  });
});
