import { join } from 'node:path';
import { bounded, type Figure } from '../figure.js';
import { medianMs, peakMiB, type Measured } from '../measured.js';
import { replicateFolder } from '../replicate-folder.js';

/** Import of a folder beside COPY of as many rows, its memory, and how it grows with twice the facts. */
export const importFigure: Figure = {
  name: 'import',
  async measure({ runs, folder, home, fresh, step, say }) {
    const imports: Measured[] = [];
    const copies: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      await fresh('whole');
      imports.push(await step('import', 'whole', folder));
      await step('save-rows', 'whole', join(home, 'rows.copy'));
      copies.push(await step('copy-in', 'whole', join(home, 'rows.copy')));
      say(`  import ${seconds(imports[run].ms)}, COPY ${seconds(copies[run].ms)}, ${imports[run].maxRssMiB.toFixed(0)} MiB`);
    }
    const halfFolder = join(home, 'half');
    await replicateFolder(folder, halfFolder, 0.5);
    const halves: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      await fresh('half');
      halves.push(await step('import', 'half', halfFolder));
      say(`  half of it: ${seconds(halves[run].ms)} for ${halves[run].count} events`);
    }
    const ratio = medianMs(imports) / medianMs(copies);
    const growth = (medianMs(imports) / medianMs(halves)) * ((2 * halves[0].count) / imports[0].count);
    return {
      raw: { imports, copies, halves },
      results: [
        bounded('import ÷ COPY in', `${imports[0].count} events: read, checked, decided, appended, numbered, projected`, ratio, { atMost: 5 }, `${ratio.toFixed(2)} (${seconds(medianMs(imports))} ÷ ${seconds(medianMs(copies))})`),
        bounded('import, peak RSS of Node', 'largest of the runs', peakMiB(imports), { atMost: 512, unit: ' MiB' }, `${peakMiB(imports).toFixed(0)} MiB`),
        bounded('import of twice the facts', `${imports[0].count} ÷ ${halves[0].count} events, brought to exactly twice`, growth, { atMost: 2.2 }, growth.toFixed(2)),
      ],
    };
  },
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
