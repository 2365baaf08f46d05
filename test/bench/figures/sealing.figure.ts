import { bounded, type Figure, type Result } from '../figure.js';
import { middle, perSecond, quantile, type Measured } from '../measured.js';

const SECONDS = 6;
const PER_SECOND = 2000;
const WRITERS = 32;
const EVENTS = 100_000;

/** What sealing costs the writers, how far it is behind, and how fast a log is audited. */
export const sealingFigure: Figure = {
  name: 'sealing',
  async measure({ runs, fresh, step, say }) {
    const plain: Measured[] = [];
    const sealed: Measured[] = [];
    const lags: number[] = [];
    await fresh('sealing');
    for (let run = 0; run < runs; run++) {
      plain.push(await step('append-sealed', 'sealing', { sealed: false, seconds: SECONDS, writers: WRITERS, run }));
      sealed.push(await step('append-sealed', 'sealing', { sealed: true, seconds: SECONDS, writers: WRITERS, run }));
      const { each, count, ms } = await step('append-sealed', 'sealing', { sealed: true, seconds: SECONDS, writers: WRITERS, perSecond: PER_SECOND, run: run + 1000 });
      lags.push(quantile(each!, 0.99));
      say(`  ${Math.round(perSecond([plain[run]]))} appends/s unsealed, ${Math.round(perSecond([sealed[run]]))} sealed; at ${Math.round((count / ms) * 1000)}/s sealed within ${lags[run].toFixed(0)} ms (p99)`);
    }
    await fresh('audit');
    await step('append-many', 'audit', { peer: 'ours', events: EVENTS });
    const audits: Measured[] = [];
    for (let run = 0; run < runs; run++) audits.push(await step('audit-log', 'audit'));
    const ratio = perSecond(sealed) / perSecond(plain);
    const results: Result[] = [
      bounded('appends with sealing ÷ without', `${WRITERS} writers, one event each, sealer in the same process`, ratio, { atLeast: 0.95 }, ratio.toFixed(2)),
      bounded('numbered → in the tree, p99', `${PER_SECOND} appends/s for ${SECONDS} s`, middle(lags), { atMost: 1000, unit: ' ms' }, `${middle(lags).toFixed(0)} ms`),
      { figure: 'audit of the log, events/s', covers: `${audits[0].count} events, read models left out`, value: String(Math.round(perSecond(audits))), goal: '≥ 0.5 × the rebuild' },
    ];
    return { results, raw: { plain, sealed, lags, audits } };
  },
};
