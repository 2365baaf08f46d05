import { createHash } from 'node:crypto';
import { refuse, Refusal } from '#platform/deciding/refusal.js';
import { compareCodePoints } from '#platform/kernel/code-points.js';
import { seededRandom } from '#platform/kernel/random.js';
import type { StratumKey, WaveDrawn, WaveSampleDrawn } from '../events.js';
import { sampleSize } from '../indices/sample-size.js';
import type { WaveFile } from './wave-file.js';

/** Somebody of the frame. */
export interface FramedCustomer {
  readonly customerNo: string;
  readonly region?: string;
  readonly segment?: string;
  readonly customer_class: string;
  /** Not asked too recently, nor erased. */
  readonly askable: boolean;
}

interface Stratum {
  readonly key: string;
  readonly by: StratumKey;
  readonly members: readonly FramedCustomer[];
  readonly quota: number;
  readonly draw: number;
}

/** A drawn wave: its first event, and the portions that name the sample. */
export interface DrawnWave {
  readonly drawn: WaveDrawn;
  readonly portions: readonly WaveSampleDrawn[];
}

const PORTION = 500;
const DIMENSIONS = ['region', 'segment', 'customer_class'] as const;

/**
 * Draws a wave's sample: each stratum by itself, from its askable customers in the order of their numbers, by the seed.
 * Refuses strata whose quotas exceed their frame, an empty frame, and a stratum whom nobody belongs to.
 */
export function drawWave(file: WaveFile, edition: number, frame: readonly FramedCustomer[], framePosition: number, askLimitDays: number): DrawnWave {
  if (frame.length === 0) throw refuse('empty-frame', `Nobody belongs to the frame of the wave ${file.id} on ${file.opensOn}.`);
  const strata = strataOf(file, frame);
  const problems = strata.filter(({ members, draw }) => draw > members.filter(({ askable }) => askable).length).map(({ key, members, draw }) => {
    const askable = members.filter((one) => one.askable).length;
    const spared = members.length - askable;
    return { code: 'quota-exceeds-frame', field: 'strata', value: String(draw), expected: `at most ${askable}`, message: `The stratum ${key} is to have ${draw} customers, but ${askable === 0 ? 'none' : `only ${askable}`} of the frame can be asked${spared > 0 ? ` (${spared} more were asked less than ${askLimitDays} days before, or are not to be asked at all)` : ''}.` };
  });
  if (problems.length > 0) throw new Refusal(problems);
  const sample = strata.flatMap(({ key, members, draw }) => pick(members.filter(({ askable }) => askable).map(({ customerNo }) => customerNo), draw, seededRandom('wave', file.seed, key)).map((customer_no) => ({ customer_no, stratum: key })));
  if (sample.length > 20_000) throw refuse('sample-too-large', `The sample would have ${sample.length} customers; at most 20,000 are drawn in one wave.`);
  const { moment, ...by } = file.frame;
  const drawn: WaveDrawn = {
    type: 'WaveDrawn',
    payload: {
      wave: file.id, questionnaire: file.questionnaire, edition, opens_on: file.opensOn, closes_on: file.closesOn, frame: { ...defined(by), ...(moment ? { moment } : {}) },
      frame_position: String(framePosition), in_frame: frame.length, seed: file.seed, ask_limit_days: askLimitDays,
      strata: strata.map(({ key, by, members, quota, draw }) => ({ key, by: defined(by), in_frame: members.length, askable: members.filter(({ askable }) => askable).length, quota, drawn: draw })),
      sample_sha256: createHash('sha256').update(sample.map(({ customer_no }) => `${customer_no}\n`).join('')).digest('hex'),
    },
  };
  const portions = Array.from({ length: Math.ceil(sample.length / PORTION) }, (_, i): WaveSampleDrawn => ({
    type: 'WaveSampleDrawn', payload: { wave: file.id, portion: i + 1, opens_on: file.opensOn, sample: sample.slice(i * PORTION, (i + 1) * PORTION) },
  }));
  return { drawn, portions };
}

function strataOf(file: WaveFile, frame: readonly FramedCustomer[]): Stratum[] {
  if (file.strata) {
    const left = new Set(frame);
    return file.strata.map(({ quota, draw = quota, ...by }) => {
      // Who fits two strata belongs to the first: nobody is drawn twice.
      const members = [...left].filter((one) => DIMENSIONS.every((dimension) => by[dimension] === undefined || one[dimension] === by[dimension]));
      for (const one of members) left.delete(one);
      return { key: keyOf(by), by, members, quota, draw };
    });
  }
  const cut = file.stratifyBy ?? [];
  const groups = new Map<string, { by: StratumKey; members: FramedCustomer[] }>();
  for (const one of frame) {
    const by = defined(Object.fromEntries(cut.map((dimension) => [dimension, one[dimension]])));
    const group = groups.get(keyOf(by)) ?? { by, members: [] };
    groups.set(keyOf(by), group);
    group.members.push(one);
  }
  const size = file.size ?? sampleSize({ margin: file.margin!, population: frame.length, ...(file.share === undefined ? {} : { share: file.share }) });
  if (size > frame.length) throw refuse('quota-exceeds-frame', `${size} customers are to be drawn, but the frame has ${frame.length}.`, 422, { field: 'size', value: String(size), expected: `at most ${frame.length}` });
  const keys = [...groups.keys()].sort(compareCodePoints);
  const quotas = shared(size, keys.map((key) => groups.get(key)!.members.length));
  return keys.map((key, i) => ({ key, ...groups.get(key)!, quota: quotas[i], draw: quotas[i] })).filter(({ quota }) => quota > 0);
}

/** A whole number shared out in proportion, the largest remainders first. */
export function shared(size: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, one) => sum + one, 0);
  const quotas = weights.map((one) => Math.floor((size * one) / whole));
  const order = weights.map((one, i) => ({ i, rest: (size * one) % whole })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let left = size - quotas.reduce((sum, one) => sum + one, 0), k = 0; left > 0; left--, k++) quotas[order[k].i]++;
  return quotas;
}

const keyOf = (by: StratumKey): string => DIMENSIONS.flatMap((dimension) => (by[dimension] === undefined ? [] : [by[dimension]!])).join('/') || 'all';
const defined = (by: StratumKey): StratumKey => Object.fromEntries(Object.entries(by).filter(([, value]) => value !== undefined));

/** Fisher and Yates, as far as it is needed. */
function pick(numbers: readonly string[], n: number, random: ReturnType<typeof seededRandom>): string[] {
  const all = [...numbers].sort(compareCodePoints);
  for (let i = 0; i < n; i++) {
    const j = random.between(i, all.length - 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all.slice(0, n);
}
