import { join } from 'node:path';
import { simulateFolder } from '#simulator/simulate-folder.js';
import { bounded, type Figure, type Result } from '../figure.js';
import { peakMiB, perSecond, type Measured } from '../measured.js';

/** About a hundred events a customer: bills, payments and what else the simulator knows of four years. */
const LOGS = [
  { name: 'small', customers: 20 },
  { name: 'medium', customers: 200 },
  { name: 'long', customers: 2000 },
  // The long one six times, under other customer numbers, loaded by COPY.
  { name: 'million', customers: 2000, copies: 5 },
];
const MONTHS = 48;

/**
 * A rebuild of the credit ledger from nothing, beside COPY of the same rows taken in as bytes, and Emmett rebuilding a
 * projection of one JSON document a customer that holds the same case file, without judging it: once for each log, because it
 * rebuilds nothing a second time, and on the long one only with --long.
 */
export const rebuildFigure: Figure = {
  name: 'rebuild',
  async measure({ runs, long, home, fresh, step, say }) {
    const results: Result[] = [];
    const raw: Record<string, unknown> = {};
    for (const { name, customers, copies: more = 0 } of LOGS) {
      const folder = join(home, `rebuild-${name}`);
      const database = `rebuild-${name}`;
      await simulateFolder({ folder, customers, months: MONTHS, seed: 'bench', from: '2020-01' });
      await fresh(database);
      const imported = await step('import', database, folder);
      const count = imported.count * (more + 1);
      if (more > 0) await step('replicate-log', database, { events: imported.count, from: 1, to: more });
      const withEmmett = customers < 2000 || (name === 'long' && long);
      if (withEmmett) await step('fill-emmett', database);
      const ours: Measured[] = [];
      const copies: Measured[] = [];
      const emmett: Measured[] = [];
      for (let run = 0; run < runs; run++) {
        ours.push(await step('rebuild', database));
        copies.push(await step('copy-log', database));
        if (withEmmett && run === 0) emmett.push(await step('rebuild-emmett', database));
      }
      raw[name] = { events: count, ours, copies, emmett };
      const share = perSecond(ours) / perSecond(copies);
      const rates = `${(perSecond(ours) / 1000).toFixed(1)}k/s ÷ ${(perSecond(copies) / 1000).toFixed(1)}k/s`;
      say(`  ${name}: ours ${perSecond(ours).toFixed(0)}, COPY ${perSecond(copies).toFixed(0)}${emmett.length > 0 ? `, Emmett ${perSecond(emmett).toFixed(0)}` : ''} events a second`);
      const covers = `${name} log of ${count} events, ${rates}`;
      results.push(bounded('rebuild ÷ COPY out', covers, share, { atLeast: 0.5 }, share.toFixed(2)), { figure: 'rebuild, peak RSS of Node', covers, value: `${peakMiB(ours).toFixed(0)} MiB`, goal: '' });
      if (emmett.length === 0) continue;
      const times = perSecond(ours) / perSecond(emmett);
      results.push(bounded('rebuild ÷ Emmett', `${name} log, Emmett ${perSecond(emmett).toFixed(0)}/s`, times, { atLeast: 5 }, times.toFixed(1)));
    }
    return { results, raw };
  },
};
