import { bounded, type Figure } from '../figure.js';
import { middle, quantile } from '../measured.js';

const PER_SECOND = 1000;
const SECONDS = 6;

/** From the acknowledgement of an append to its delivery to a subscriber in another process's place: its own pool and store. */
export const latencyFigure: Figure = {
  name: 'latency',
  async measure({ runs, fresh, step, say }) {
    await fresh('latency');
    await step('append-many', 'latency', { peer: 'ours', events: 20_000 });
    const p99: number[] = [];
    const p50: number[] = [];
    for (let run = 0; run < runs; run++) {
      const { each } = await step('latency', 'latency', { perSecond: PER_SECOND, seconds: SECONDS, run });
      p99.push(quantile(each!, 0.99));
      p50.push(quantile(each!, 0.5));
      say(`  p50 ${p50[run].toFixed(1)} ms, p99 ${p99[run].toFixed(1)} ms of ${each!.length} events`);
    }
    const value = middle(p99);
    return {
      raw: { p50, p99 },
      results: [bounded('commit → visible to a subscriber, p99', `${PER_SECOND} appends/s for ${SECONDS} s; p50 ${middle(p50).toFixed(1)} ms`, value, { atMost: 50, unit: ' ms' }, `${value.toFixed(1)} ms`)],
    };
  },
};
