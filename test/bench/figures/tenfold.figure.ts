import { join } from 'node:path';
import { bounded, type Figure } from '../figure.js';
import { replicateFolder } from '../replicate-folder.js';

/** Import and scores of ten times the customers: memory has to stay flat. */
export const tenfoldFigure: Figure = {
  name: 'tenfold',
  long: true,
  async measure({ folder, home, fresh, step, say }) {
    const tenfold = join(home, 'tenfold');
    await replicateFolder(folder, tenfold, 10);
    await fresh('tenfold');
    const imported = await step('import', 'tenfold', tenfold);
    say(`  import ${(imported.ms / 1000).toFixed(1)} s for ${imported.count} events`);
    const scores = await step('scores', 'tenfold', '2005-09-30');
    say(`  scores ${(scores.ms / 1000).toFixed(1)} s for ${scores.count} customers`);
    const memory = (figure: string, mib: number): ReturnType<typeof bounded> => bounded(figure, 'one run', mib, { atMost: 512, unit: ' MiB' }, `${mib.toFixed(0)} MiB`);
    return {
      raw: { imported, scores },
      results: [memory('import of ten times the customers, RSS', imported.maxRssMiB), memory('scores of ten times the customers, RSS', scores.maxRssMiB)],
    };
  },
};
