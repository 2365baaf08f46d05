import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readResponses } from '#satisfaction/answers/read-responses.js';
import { PriorityReader } from '#satisfaction/asking/priority-reader.js';
import { SatisfactionReader } from '#satisfaction/asking/satisfaction-reader.js';
import { indicesOfRows } from '#satisfaction/indices/indices-of-rows.js';
import { builtInQuestionnaire, MOBILE_SURVEY_FILE } from '#satisfaction/questionnaires/built-in-questionnaires.js';
import { MeasureList } from '#satisfaction/measures/measure-list.js';
import { AnswerImport, type AnswerImportInput } from '#satisfaction/receiving/answer-import.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { Projector } from '#platform/projecting/projector.js';
import { EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
let reader: SatisfactionReader;
beforeAll(async () => {
  product = await openProduct('2026-11-25T04:00:00Z');
  reader = product.app.get(SatisfactionReader);
});
afterAll(() => product.close());

const by = { actor: 'Li Wei', origin: 'import', correlationId: 'c', causationId: null } as const;
const bring = (csv: string | Buffer, input: AnswerImportInput) => product.app.get(AnswerImport).import(Buffer.from(csv), 'answers.csv', input, by);
const supply = { questionnaire: 'supply-service' };
/** `n` respondents of a region on a day, rating `overall` and `d1_1` alike. */
const rows = (day: string, region: string, n: number, from = 0): string[] => Array.from({ length: n }, (_, i) => `${region}${day}${from + i},${day},${region},${1 + ((i * 7 + n) % 10)},${1 + ((i * 3) % 10)}`);
const csv = (...all: string[][]): string => ['response_no,responded_on,region,overall,d1_1', ...all.flat(), ''].join('\n');
const head = async (): Promise<number> => product.app.get<EventStore>(EVENT_STORE).settle();

describe('the mobile survey, from its file to the model', () => {
  const bytes = readFileSync(MOBILE_SURVEY_FILE);
  const ecsi = { questionnaire: 'ecsi-mobile' };

  it('is imported whole, and a second time changes nothing', async () => {
    expect(await bring(bytes, { ...ecsi, respondedOn: '2026-11-20' })).toMatchObject({ rows: 250, recorded: 250, known: 0, edition: 1 });
    const before = await head();
    expect(await bring(bytes, { ...ecsi, respondedOn: '2026-11-20' })).toMatchObject({ recorded: 0, known: 250 });
    expect(await head()).toBe(before);
  });
  it('has the indices that its rows have, from its day on and not before', async () => {
    const { responses } = readResponses(builtInQuestionnaire('ecsi-mobile'), bytes, 'mobi.csv');
    const expected = indicesOfRows(builtInQuestionnaire('ecsi-mobile'), '2026-11-25', responses);
    const found = await reader.answer(ecsi);
    expect([found.respondents, found.csi!.n]).toEqual([250, 250]);
    expect(found.csi!.value).toBeCloseTo(expected.csi!.value!, 10);
    expect(found.dimensions.image.low).toBeCloseTo(expected.dimensions.image.low!, 10);
    expect(found.dimensions.image.alpha).toBeCloseTo(expected.dimensions.image.alpha!, 10);
    expect(await reader.answer({ ...ecsi, asOf: '2026-11-19' })).toMatchObject({ respondents: 0, csi: { value: null, n: 0 } });
  });
  it('gives the model of the published reference, recorded or straight from the file', async () => {
    const { path } = JSON.parse(readFileSync(join(CHECKOUT, 'test/reference/mobile-survey-smartpls.json'), 'utf8')) as { path: { paths: Record<string, number>; weights: Record<string, number> } };
    const priorities = product.app.get(PriorityReader);
    for (const model of [await priorities.model(ecsi), await priorities.modelOfFile('ecsi-mobile', bytes, 'mobi.csv')]) {
      expect(Math.max(...model.paths.map(({ from, to, value }) => Math.abs(value - path.paths[`${from}>${to}`])))).toBeLessThan(1e-6);
      expect(Math.max(...Object.entries(model.weights).map(([item, value]) => Math.abs(value - path.weights[item])))).toBeLessThan(1e-6);
    }
    expect((await priorities.shortPlank(ecsi)).plank?.indicator).toBe('CUEX1');
  });
});

describe('bad input', () => {
  it.each<[string, string, AnswerImportInput, RegExp]>([
    ['a rating off the scale', 'overall\n11\n', { ...supply, respondedOn: '2026-11-20' }, /line 2, column overall: 11 is off the scale/],
    ['a text for a number', 'overall\nvery good\n', { ...supply, respondedOn: '2026-11-20' }, /line 2, column overall: expected is a whole number/],
    ['an unknown item', 'd9_9\n5\n', { ...supply, respondedOn: '2026-11-20' }, /no item d9_9/],
    ['a negative weight', 'overall,weight\n5,-1\n', { ...supply, respondedOn: '2026-11-20' }, /weight is never negative/],
    ['weights all zero', 'overall,weight\n5,0\n', { ...supply, respondedOn: '2026-11-20' }, /all weights are 0/],
    ['no day', 'overall\n5\n', supply, /line 2, column responded_on: the row has no day/],
    ['a day ahead', 'overall\n5\n', { ...supply, respondedOn: '2026-11-26' }, /is ahead/],
    ['an unknown questionnaire', 'overall\n5\n', { questionnaire: 'nobody' }, /no questionnaire 'nobody'/],
    ['an unknown wave', 'overall\n5\n', { ...supply, wave: 'nobody', respondedOn: '2026-11-20' }, /no wave 'nobody'/],
  ])('%s is refused, and nothing is recorded', async (_, text, input, message) => {
    const before = await head();
    await expect(bring(text, input)).rejects.toThrow(message);
    expect(await head()).toBe(before);
  });
});

describe('groups, days and what may be told of them', () => {
  it('one bad row leaves the good ones out as well; a number reused with other content is refused', async () => {
    const before = await head();
    await expect(bring(csv(rows('2026-10-01', 'North', 20), ['X,2026-10-01,North,99,1']), supply)).rejects.toThrow(/line 22/);
    expect(await head()).toBe(before);
  });
  it('told by region: a small one is withheld, and so is its partner', async () => {
    await bring(csv(rows('2026-10-01', 'North', 20), rows('2026-10-01', 'South', 9), rows('2026-10-01', 'West', 3)), supply);
    const { respondents, groups } = await reader.answer({ ...supply, by: 'region' });
    expect([respondents, groups!.map(({ key, respondents: n, csi }) => [key, n, csi!.value !== null])]).toEqual([32, [['North', 20, true], ['South', 9, false], ['West', 3, false]]]);
  });
  it('the same export again with two rows more: the two wait, because the difference would tell them', async () => {
    const again = csv(rows('2026-10-01', 'North', 22), rows('2026-10-01', 'South', 9), rows('2026-10-01', 'West', 3));
    expect(await bring(again.replaceAll('\nNorth2026-10-0120', '\nN20').replaceAll('\nNorth2026-10-0121', '\nN21'), supply).catch((error: Error) => error.message)).toMatch(/recorded before with other content/);
    expect(await bring(csv(rows('2026-10-02', 'North', 2)), supply)).toMatchObject({ recorded: 2 });
    expect(await reader.answer({ ...supply, asOf: '2026-10-05' })).toMatchObject({ respondents: 32, waiting: 2 });
    await bring(csv(rows('2026-10-03', 'North', 4)), supply);
    expect(await reader.answer({ ...supply, asOf: '2026-10-05' })).toMatchObject({ respondents: 38, waiting: 0 });
    expect(await reader.answer({ ...supply, asOf: '2026-10-02' })).toMatchObject({ respondents: 32 });
  });
  it('a measure is judged before against after, and one without effect is a task', async () => {
    const flat = (day: string, from: number): string[] => Array.from({ length: 40 }, (_, i) => `flat${from + i},${day},North,${5 + (i % 3)},7`);
    await bring(csv(flat('2026-11-01', 0)), supply);
    await bring(csv(flat('2026-11-20', 100)), supply);
    const measure = { measure: 'M1', goal: 'Two more counters', owner: 'Li Wei', questionnaire: 'supply-service', figure: 'csi', aimed_at: 90, begins_on: '2026-11-05', ends_on: '2026-11-10' };
    await product.record('TakeMeasure', measure);
    expect((await product.record('TakeMeasure', measure)).outcome).toBe('nothing-new');
    await expect(product.record('TakeMeasure', { ...measure, owner: 'Ada' })).rejects.toThrow(/other content/);
    await expect(product.record('TakeMeasure', { ...measure, measure: 'M2', figure: 'indicator:x' })).rejects.toThrow(/no figure 'indicator:x'/);
    const [judged] = await product.app.get(MeasureList).list();
    expect(judged).toMatchObject({ after: { n: 40 }, verdict: 'no-effect-shown', goalReached: false, task: expect.stringMatching(/^Li Wei: no effect shown/) });
  });
  it('a rebuild comes to the same rows', async () => {
    expect(await product.app.get<Projector>(PROJECTOR).rebuild('answers')).toMatchObject({ switched: true, differences: null });
  });
});
