import { bounded, type Figure } from '../figure.js';
import { middle, quantile } from '../measured.js';

const PER_SECOND = 200;
const SECONDS = 10;

/** From when answers are due to be sent until the form has taken them, with everything running that runs beside it. */
export const surveyFormFigure: Figure = {
  name: 'survey-form',
  async measure({ runs, fresh, step, say }) {
    const p99: number[] = [];
    const p50: number[] = [];
    for (let run = 0; run < runs; run++) {
      await fresh('survey_form');
      const { each } = await step('survey-form', 'survey_form', { perSecond: PER_SECOND, seconds: SECONDS });
      p99.push(quantile(each!, 0.99));
      p50.push(quantile(each!, 0.5));
      say(`  p50 ${p50[run].toFixed(1)} ms, p99 ${p99[run].toFixed(1)} ms of ${each!.length} answers, none lost`);
    }
    const value = middle(p99);
    return {
      raw: { p50, p99 },
      results: [bounded('web form, answer p99', `${PER_SECOND} submissions/s for ${SECONDS} s, none lost; p50 ${middle(p50).toFixed(1)} ms`, value, { atMost: 100, unit: ' ms' }, `${value.toFixed(1)} ms`)],
    };
  },
};
