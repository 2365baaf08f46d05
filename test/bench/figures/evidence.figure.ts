import { join } from 'node:path';
import { simulateFolder } from '#simulator/simulate-folder.js';
import { bounded, type Figure, type Result } from '../figure.js';
import { medianMs, middle, peakMiB, type Measured } from '../measured.js';

const SIZES = [
  { name: 'short', customers: 1000 },
  { name: 'long', customers: 3500 },
];

/**
 * A package of a period in folder form: verified, beside hashing each of its files, leaves and inner nodes once. It
 * claims no score, so nothing of the time is recomputation of scores.
 */
export const evidenceFigure: Figure = {
  name: 'evidence',
  async measure({ runs, home, fresh, step, say }) {
    const results: Result[] = [];
    const raw: Record<string, unknown> = {};
    const peaks: number[] = [];
    for (const { name, customers } of SIZES) {
      const folder = join(home, `evidence-${name}`);
      const database = `evidence-${name}`;
      const pack = { out: join(home, `package-${name}`), keyFile: join(home, `${name}-signing.key`) };
      await simulateFolder({ folder, customers, months: 48, seed: 'bench', from: '2020-01' });
      await fresh(database);
      await step('import', database, folder);
      const taken = await step('export-period', database, pack);
      const verified: Measured[] = [];
      const hashed: Measured[] = [];
      for (let run = 0; run < runs; run++) {
        hashed.push(await step('hash-package', database, pack));
        verified.push(await step('verify', database, pack));
      }
      raw[name] = { taken, verified, hashed };
      const ratio = medianMs(verified) / medianMs(hashed);
      peaks.push(peakMiB(verified));
      say(`  ${taken.count} events: exported in ${(taken.ms / 1000).toFixed(1)} s, verified in ${medianMs(verified).toFixed(0)} ms, hashed in ${medianMs(hashed).toFixed(0)} ms, ${peaks.at(-1)!.toFixed(0)} MiB`);
      results.push(bounded('verify ÷ hash once', `${taken.count} events, ${(middle(verified.map(({ ms }) => ms)) / 1000).toFixed(2)} s ÷ ${(medianMs(hashed) / 1000).toFixed(2)} s`, ratio, { atMost: 3 }, ratio.toFixed(2)));
    }
    const growth = peaks[1] / peaks[0];
    results.push(bounded('verifier, peak RSS, long ÷ short', `${peaks[1].toFixed(0)} ÷ ${peaks[0].toFixed(0)} MiB`, growth, { atMost: 1.2 }, growth.toFixed(2)));
    return { results, raw };
  },
};
