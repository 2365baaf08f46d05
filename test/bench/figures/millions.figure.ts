import { join } from 'node:path';
import { simulateFolder } from '#simulator/simulate-folder.js';
import { bounded, type Figure } from '../figure.js';
import { quantile } from '../measured.js';

const CUSTOMERS = 2000;
const GOAL = 10_000_000;
const PAST_DAYS = ['2020-12-31', '2021-03-31', '2021-06-17', '2021-11-05'];

/** A log of ten million events: what a rebuilt event costs beside one of a million, memory, and one customer's score as of a past day. */
export const millionsFigure: Figure = {
  name: 'millions',
  long: true,
  async measure({ home, fresh, step, say }) {
    const folder = join(home, 'millions');
    await simulateFolder({ folder, customers: CUSTOMERS, months: 48, seed: 'bench', from: '2020-01' });
    await fresh('millions');
    const { count } = await step('import', 'millions', folder);
    const copies = (events: number): number => Math.ceil(events / count) - 1;
    await step('replicate-log', 'millions', { events: count, from: 1, to: copies(1_000_000) });
    const one = await step('rebuild', 'millions');
    say(`  ${one.count} events: ${((one.ms * 1000) / one.count).toFixed(2)} µs each, ${one.maxRssMiB.toFixed(0)} MiB`);
    const loaded = await step('replicate-log', 'millions', { events: count, from: copies(1_000_000) + 1, to: copies(GOAL) });
    say(`  loaded in ${(loaded.ms / 1000).toFixed(0)} s`);
    const ten = await step('rebuild', 'millions');
    say(`  ${ten.count} events: ${((ten.ms * 1000) / ten.count).toFixed(2)} µs each, ${ten.maxRssMiB.toFixed(0)} MiB`);
    await step('fill-live', 'millions');
    const asOf = await step('as-of', 'millions', { questions: 2000, customers: Array.from({ length: 997 }, (_, i) => `S${String(1 + (i % copies(GOAL))).padStart(3, '0')}${String(1 + ((i * 37) % CUSTOMERS)).padStart(4, '0')}`), days: PAST_DAYS });
    const p99 = quantile(asOf.each!, 0.99);
    const growth = ten.ms / ten.count / (one.ms / one.count);
    const memory = ten.maxRssMiB / one.maxRssMiB;
    return {
      raw: { one, ten, loaded, asOf: { p50: quantile(asOf.each!, 0.5), p99, count: asOf.count } },
      results: [
        bounded('cost per event, 10 M ÷ 1 M', `rebuild: ${((ten.ms * 1000) / ten.count).toFixed(2)} ÷ ${((one.ms * 1000) / one.count).toFixed(2)} µs`, growth, { atMost: 1.2 }, growth.toFixed(2)),
        bounded('peak RSS of Node, 10 M ÷ 1 M', `rebuild: ${ten.maxRssMiB.toFixed(0)} ÷ ${one.maxRssMiB.toFixed(0)} MiB`, memory, { atMost: 1.2 }, memory.toFixed(2)),
        bounded('score as of a past day, p99', `one of ${copies(GOAL) * CUSTOMERS} customers, ${ten.count} events stored, p50 ${quantile(asOf.each!, 0.5).toFixed(1)} ms`, p99, { atMost: 10, unit: ' ms' }, `${p99.toFixed(1)} ms`),
      ],
    };
  },
};
