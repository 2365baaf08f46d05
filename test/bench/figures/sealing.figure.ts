import { join } from 'node:path';
import { bounded, type Figure, type Result } from '../figure.js';
import { middle, perSecond, quantile, type Measured } from '../measured.js';

const SECONDS = 4;
const PER_SECOND = 2000;
const WRITERS = 32;
const EVENTS = 100_000;

/** What sealing costs the writers, at a steady rate and as fast as they can, how far it is behind, what it takes of the processor, and how fast a log is audited. */
export const sealingFigure: Figure = {
  name: 'sealing',
  async measure({ runs, home, fresh, step, say }) {
    const full: Pair = { plain: [], sealed: [] };
    const steady: Pair = { plain: [], sealed: [] };
    const keyFile = join(home, 'bench-signing.key');
    const append = (database: string, sealed: boolean, rest: { run: number; perSecond?: number }): Promise<Measured> => step('append-sealed', database, { sealed, seconds: SECONDS, writers: WRITERS, keyFile, ...rest });
    await fresh('sealing');
    for (let run = 0; run < runs; run++) {
      for (const [pair, perSecond] of [[full, undefined], [steady, PER_SECOND]] as const) {
        const name = perSecond === undefined ? run : run + 1000;
        pair.plain.push(await append('sealing', false, { run: name, perSecond }));
        pair.sealed.push(await append('sealing', true, { run: name, perSecond }));
        say(`  ${Math.round(rate(pair.plain[run]))} appends/s unsealed, ${Math.round(rate(pair.sealed[run]))} sealed, within ${lag(pair.sealed[run]).toFixed(0)} ms (p99)`);
      }
    }
    await fresh('audit');
    await step('append-many', 'audit', { peer: 'ours', events: EVENTS, perStream: 10 });
    const seal = await step('seal-log', 'audit', { keyFile });
    const audits: Measured[] = [];
    for (let run = 0; run < runs; run++) audits.push(await step('audit-log', 'audit', { keyFile }));
    const lags = middle(steady.sealed.map(lag));
    const covers = (pair: Pair): string => `${Math.round(perSecond(pair.sealed))} ÷ ${Math.round(perSecond(pair.plain))} a second, the sealer's thread in the same process`;
    const results: Result[] = [
      bounded(`appends with sealing ÷ without, ${WRITERS} writers as fast as they can`, covers(full), share(full), { atLeast: 0.95 }, share(full).toFixed(2)),
      bounded(`the same at ${PER_SECOND} appends/s`, covers(steady), share(steady), { atLeast: 0.95 }, share(steady).toFixed(3)),
      bounded('numbered → in the tree, p99', `${PER_SECOND} appends/s for ${SECONDS} s`, lags, { atMost: 1000, unit: ' ms' }, `${lags.toFixed(0)} ms`),
      { figure: 'sealing and signing, processor time', covers: `${seal.count} events of a log that is there, ten a customer; the rest of it is PostgreSQL's`, value: `${us(seal.machineMs!, seal)} µs an event, ${us(seal.nodeMs!, seal)} of Node`, goal: '' },
      { figure: 'audit of the log, events/s', covers: `${audits[0].count} events, read models left out`, value: String(Math.round(perSecond(audits))), goal: '≥ 0.5 × the rebuild' },
    ];
    return { results, raw: { full, steady, seal, audits } };
  },
};

interface Pair {
  readonly plain: Measured[];
  readonly sealed: Measured[];
}
const rate = (one: Measured): number => perSecond([one]);
const lag = ({ each }: Measured): number => quantile(each!, 0.99);
const share = ({ plain, sealed }: Pair): number => perSecond(sealed) / perSecond(plain);
const us = (ms: number, { count }: Measured): string => ((ms * 1000) / count).toFixed(0);
