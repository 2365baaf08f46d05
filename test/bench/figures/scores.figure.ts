import { bounded, type Figure } from '../figure.js';
import { medianMs, peakMiB, type Measured } from '../measured.js';

const PAST_DAY = '2005-09-30';

/** Scores of everybody on a past day beside COPY out of the same events. */
export const scoresFigure: Figure = {
  name: 'scores',
  async measure({ runs, folder, fresh, step, say }) {
    await fresh('scores');
    await step('import', 'scores', folder);
    const scores: Measured[] = [];
    const outs: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      scores.push(await step('scores', 'scores', PAST_DAY));
      outs.push(await step('copy-out', 'scores'));
      say(`  scores ${scores[run].ms.toFixed(0)} ms, COPY ${outs[run].ms.toFixed(0)} ms, ${scores[run].maxRssMiB.toFixed(0)} MiB`);
    }
    const ratio = medianMs(scores) / medianMs(outs);
    return {
      raw: { scores, outs },
      results: [
        bounded('scores ÷ COPY out', `CSV of ${scores[0].count} customers on a past day ÷ COPY of all event rows, bytes only`, ratio, { atMost: 2 }, `${ratio.toFixed(2)} (${(medianMs(scores) / 1000).toFixed(2)} s ÷ ${(medianMs(outs) / 1000).toFixed(2)} s)`),
        bounded('scores, peak RSS of Node', 'largest of the runs', peakMiB(scores), { atMost: 512, unit: ' MiB' }, `${peakMiB(scores).toFixed(0)} MiB`),
      ],
    };
  },
};
