import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { readResponses } from '#satisfaction/answers/read-responses.js';
import { estimateModel } from '#satisfaction/model/structural-model.js';
import { builtInQuestionnaire, MOBILE_SURVEY_FILE } from '#satisfaction/questionnaires/built-in-questionnaires.js';
import { bounded, type Figure } from '../figure.js';
import { middle } from '../measured.js';

const SAMPLES = 500;

/**
 * The ECSI model on the 250 answers of the mobile survey with 500 bootstrap samples, beside plain NumPy (pls_numpy.py, one
 * thread each, process start not counted). Without Debian's python3-numpy there is no peer and so no goal.
 */
export const structuralModelFigure: Figure = {
  name: 'structural-model',
  measure: async ({ runs, say }) => {
    const questionnaire = builtInQuestionnaire('ecsi-mobile');
    const { responses } = readResponses(questionnaire, readFileSync(MOBILE_SURVEY_FILE), 'mobile-survey.csv');
    const ours: number[] = [];
    const peer: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      estimateModel(questionnaire, responses, 'path', { samples: SAMPLES, seed: String(run) });
      ours.push((performance.now() - start) / 1000);
      const seconds = numpySeconds();
      if (seconds !== null) peer.push(seconds);
    }
    const covers = `250 answers, ${SAMPLES} samples, ${middle(ours).toFixed(2)} s`;
    if (peer.length === 0) {
      say('  structural model: python3-numpy is not installed, so there is no peer');
      return { results: [{ figure: 'structural model', covers, value: `${middle(ours).toFixed(2)} s`, goal: '' }], raw: { ours } };
    }
    const ratio = middle(ours) / middle(peer);
    say(`  structural model: ours ${middle(ours).toFixed(2)} s, NumPy ${middle(peer).toFixed(2)} s`);
    return { results: [bounded('structural model ÷ NumPy', `${covers} against ${middle(peer).toFixed(2)} s`, ratio, { atMost: 0.5 }, ratio.toFixed(3))], raw: { ours, peer } };
  },
};

function numpySeconds(): number | null {
  try {
    const text = execFileSync('/usr/bin/python3', [join(CHECKOUT, 'test/bench/pls_numpy.py'), 'bench', MOBILE_SURVEY_FILE, String(SAMPLES)], { encoding: 'utf8', env: { ...process.env, OPENBLAS_NUM_THREADS: '1' }, stdio: ['ignore', 'pipe', 'ignore'] });
    return (JSON.parse(text) as { seconds: number }).seconds;
  } catch {
    return null;
  }
}
