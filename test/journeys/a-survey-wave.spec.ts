import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { modelSchema, satisfactionSchema, shortPlankSchema, themesSchema } from '#apps/api/src/questions/satisfaction-schema.js';
import { openService, type Service } from '../support/open-service.js';

let service: Service;
beforeAll(async () => {
  service = await openService('2026-11-25T04:00:00Z');
  for (let i = 0; i < 36; i++) await service.record('RegisterCustomer', { customer_no: `C${100 + i}`, name: '王小明', customer_class: i % 6 === 0 ? 'power' : 'lighting', opened_on: '2023-01-01', region: i < 24 ? 'North' : 'South' });
  await service.record('CloseCustomer', { customer_no: 'C100', closed_on: '2026-01-01' });
});
afterAll(() => service.close());

const wave = (more: object = {}) => ({ wave: { format: 1, id: '2026-autumn', questionnaire: 'supply-service', opensOn: '2026-11-01', closesOn: '2026-11-30', seed: 's', strata: [{ region: 'North', quota: 15 }, { region: 'South', quota: 12 }], ...more } });
const rows = (region: string, n: number, rating: number): string[] => Array.from({ length: n }, (_, i) => `${region}${i},${region},${rating},${Math.max(1, rating - (i % 3))},${1 + (i % 10)},停电太频繁`);
const csv = ['response_no,region,overall,d1_1,d1_2,comment', ...rows('North', 20, 9), ...rows('South', 5, 4), ''].join('\n');
const bring = (body: string) => service.send('POST', '/questionnaires/supply-service/answers?wave=2026-autumn&respondedOn=2026-11-20&channel=web', { 'content-type': 'text/csv' }, body);

describe('a wave, from its frame to its figures', () => {
  it('is drawn from whoever is open and belongs to the frame; the same file again changes nothing', async () => {
    expect((await service.post('/commands/DrawWave', wave({ strata: [{ region: 'North', quota: 24 }] }))).json.detail).toMatch(/only 23 of the frame can be asked/);
    expect(await service.post('/commands/DrawWave', wave())).toMatchObject({ status: 201, json: { stream: 'wave-2026-autumn' } });
    expect((await service.post('/commands/DrawWave', wave())).json.outcome).toBe('nothing-new');
    expect((await service.post('/commands/DrawWave', wave({ seed: 'other' }))).status).toBe(409);
    expect((await service.get('/waves/2026-autumn')).json).toMatchObject({ inFrame: 35, drawn: 27, answered: 0, answers: null, strata: [{ key: 'North', inFrame: 23, drawn: 15 }, { key: 'South', inFrame: 12, drawn: 12 }] });
  });
  it('spares whoever was asked less than 90 days before', async () => {
    const next = wave({ id: '2026-winter', opensOn: '2026-12-15', closesOn: '2026-12-31', strata: [{ region: 'South', quota: 1 }] });
    expect((await service.post('/commands/DrawWave', next)).json.detail).toMatch(/but none of the frame can be asked \(12 more were asked less than 90 days before/);
    expect((await service.post('/commands/DrawWave', wave({ ...next.wave, opensOn: '2027-01-31', closesOn: '2027-02-28' }))).status).toBe(201);
  });
  it('takes answers of its days by file, and says how they differ from the frame', async () => {
    expect((await service.send('POST', '/questionnaires/supply-service/answers?wave=2026-autumn&respondedOn=2026-10-20', { 'content-type': 'text/csv' }, csv)).text).toMatch(/outside the wave/);
    expect((await bring(csv.replace('comment', 'remark'))).status).toBe(422);
    const item = (await service.get('/questionnaires/supply-service')).json.items.find(({ role }: { role: string }) => role === 'text').id as string;
    expect(await bring(csv.replace('comment', item))).toMatchObject({ status: 200, json: { recorded: 25, known: 0 } });
    const { answered, strata, answers } = (await service.get('/waves/2026-autumn')).json;
    expect([answered, strata[0].answered, strata[0].open, strata[1].open]).toEqual([25, 20, false, true]);
    // χ² by hand: expected 25·23/35 and 25·12/35.
    expect(answers.chiSquare).toBeCloseTo((20 - 115 / 7) ** 2 / (115 / 7) + (5 - 60 / 7) ** 2 / (60 / 7), 10);
  });
  it('answers by region, as the OpenAPI schema says, with a response rate', async () => {
    const { json } = await service.get('/satisfaction?wave=2026-autumn&by=region');
    expect(() => satisfactionSchema.parse(json)).not.toThrow();
    expect(json.responseRate).toBeCloseTo(25 / 27, 12);
    expect(json.groups.map(({ key, csi }: { key: string; csi: { n: number } }) => [key, csi.n])).toEqual([['North', 20], ['South', 5]]);
    expect((await service.get('/satisfaction.csv?wave=2026-autumn')).text.split('\n').slice(0, 2)).toEqual(['group,kind,id,value,n,low,high,flag', expect.stringMatching(/^all,csi,csi,\d+\.\d+,25,.*,unreliable$/)]);
  });
  it('weighted to the frame, the region that answered less counts as much as it has customers', async () => {
    const value = async (more: string): Promise<number> => (await service.get(`/satisfaction?wave=2026-autumn${more}`)).json.csi.value;
    const north = ((9 - 1) / 9) * 100;
    const south = ((4 - 1) / 9) * 100;
    expect(await value('')).toBeCloseTo((20 * north + 5 * south) / 25, 9);
    expect(await value('&weights=raking')).toBeCloseTo((23 * north + 12 * south) / 35, 9);
    expect((await service.get('/satisfaction?weights=raking')).status).toBe(400);
  });
  it('names the short plank and the themes; a model is refused where the questionnaire has none', async () => {
    expect(() => shortPlankSchema.parse({})).toThrow();
    expect(shortPlankSchema.parse((await service.get('/satisfaction/short-plank?wave=2026-autumn')).json).plank).toMatchObject({ indicator: expect.stringMatching(/^d1_/) });
    const themes = themesSchema.parse((await service.get(`/satisfaction/themes?wave=2026-autumn&search=${encodeURIComponent('停电')}`)).json);
    expect([themes.themes[0].respondents, themes.found!.texts]).toEqual([25, 25]);
    expect(await service.get('/satisfaction/model?wave=2026-autumn')).toMatchObject({ status: 422, json: { detail: expect.stringMatching(/no structural model/) } });
    expect(() => modelSchema.parse({})).toThrow();
  });
});
