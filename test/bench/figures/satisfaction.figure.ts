import { bounded, type Figure } from '../figure.js';
import { medianMs, type Measured } from '../measured.js';

const ANSWERS = Number(process.env.BENCH_ANSWERS ?? 1_000_000);

/** Every index by region and by segment on a million simulated answers, beside one SELECT avg(…) per indicator over the same rows. */
export const satisfactionFigure: Figure = {
  name: 'satisfaction',
  long: true,
  async measure({ runs, fresh, step, say }) {
    await fresh('satisfaction');
    const filled = await step('simulate-answers', 'satisfaction', { answers: ANSWERS });
    say(`  ${filled.count} answers appended and counted in ${(filled.ms / 1000).toFixed(0)} s`);
    await step('answer-columns', 'satisfaction');
    const ours: Measured[] = [];
    const peer: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      ours.push(await step('every-index', 'satisfaction'));
      peer.push(await step('averages', 'satisfaction'));
      say(`  every index ${ours[run].ms.toFixed(0)} ms, averages ${peer[run].ms.toFixed(0)} ms`);
    }
    const ratio = medianMs(ours) / medianMs(peer);
    return {
      raw: { filled, ours, peer },
      results: [
        bounded('every index by region and segment ÷ SELECT avg', `${filled.count} answers; ${medianMs(ours).toFixed(0)} ms against ${medianMs(peer).toFixed(0)} ms for ${peer[0].count} averages`, ratio, { atMost: 2 }, ratio.toFixed(2)),
        { figure: 'answers appended and counted', covers: `${filled.count} answers with 30 ratings each`, value: `${Math.round((filled.count / filled.ms) * 1000)}/s`, goal: '' },
      ],
    };
  },
};
