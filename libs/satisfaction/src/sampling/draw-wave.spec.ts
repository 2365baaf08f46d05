import { describe, expect, it } from '@jest/globals';
import { drawWave, shared, type FramedCustomer } from './draw-wave.js';
import { waveFileSchema } from './wave-file.js';

const frame: FramedCustomer[] = Array.from({ length: 100 }, (_, i) => ({ customerNo: `C${String(i).padStart(3, '0')}`, region: i < 60 ? 'North' : 'South', customer_class: i % 10 === 0 ? 'power' : 'lighting', askable: i !== 0 && i !== 99 }));
const file = (more: object) => waveFileSchema.parse({ format: 1, id: 'w1', questionnaire: 'supply-service', opensOn: '2026-11-01', closesOn: '2026-11-30', seed: 's', ...more });
const draw = (more: object, from = frame) => drawWave(file(more), 1, from, 7, 90);
const numbers = (more: object, from = frame): string[] => draw(more, from).portions.flatMap(({ payload }) => payload.sample.map(({ customer_no }) => customer_no));

describe('drawing a wave', () => {
  it('the same seed draws the same sample, in whatever order the frame comes; another seed another', () => {
    const strata = [{ region: 'North', quota: 10 }, { region: 'South', quota: 5 }];
    expect(numbers({ strata })).toEqual(numbers({ strata }, [...frame].reverse()));
    expect(numbers({ strata })).not.toEqual(numbers({ strata, seed: 't' }));
    expect(new Set(numbers({ strata })).size).toBe(15);
  });
  it('tells of each stratum how many there were, could be asked and were drawn', () => {
    expect(draw({ strata: [{ region: 'North', quota: 10 }] }).drawn.payload.strata).toEqual([{ key: 'North', by: { region: 'North' }, in_frame: 60, askable: 59, quota: 10, drawn: 10 }]);
  });
  it('quotas beyond the frame are refused, those spared by the limit not counted', () => {
    expect(() => draw({ strata: [{ region: 'South', quota: 40 }] })).toThrow(/South is to have 40 customers, but only 39 .* \(1 more were asked less than 90 days before/);
    expect(() => draw({ strata: [{ region: 'East', quota: 1 }] })).toThrow(/but none of the frame/);
    expect(() => draw({ size: 101 })).toThrow(/the frame has 100/);
    expect(() => draw({ size: 1 }, [])).toThrow(/Nobody belongs to the frame/);
  });
  it('a margin gives the size of §5.3, shared out over the strata', () => {
    const { strata } = draw({ margin: 0.2, stratifyBy: ['region'] }).drawn.payload;
    expect(strata.map(({ key, quota }) => [key, quota])).toEqual([['North', 12], ['South', 8]]);
  });
  it('a large sample is named in portions of 500', () => {
    const many = Array.from({ length: 1200 }, (_, i): FramedCustomer => ({ customerNo: `C${i}`, customer_class: 'lighting', askable: true }));
    expect(draw({ size: 1100 }, many).portions.map(({ payload }) => payload.sample.length)).toEqual([500, 500, 100]);
  });
  it('shares nothing away', () => expect(shared(10, [1, 1, 1])).toEqual([4, 3, 3]));
  it.each([[{ strata: [] }], [{ strata: [{ quota: 0 }] }], [{ size: 3, margin: 0.1 }], [{ closesOn: '2026-10-01', size: 3 }], [{ size: 3, extra: 1 }]])('a file like %j is refused', (more) => {
    expect(() => file(more)).toThrow();
  });
});
