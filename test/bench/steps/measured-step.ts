import { appendManyStep, appendSinglyStep } from './append-steps.js';
import { asOfStep } from './as-of-step.js';
import { copyInStep, copyOutStep, importStep, saveRowsStep, scoresStep } from './folder-steps.js';
import { exportPeriodStep, hashPackageStep, verifyStep } from './evidence-steps.js';
import { latencyStep } from './latency-step.js';
import { fillLiveStep, replicateLogStep } from './long-steps.js';
import { copyLogStep, fillEmmettStep, rebuildEmmettStep, rebuildStep } from './rebuild-steps.js';
import { answerColumnsStep, averagesStep, everyIndexStep, simulateAnswersStep } from './satisfaction-steps.js';
import { appendSealedStep, auditLogStep, sealLogStep } from './sealing-steps.js';
import { surveyFormStep } from './survey-form-step.js';
import type { Taken } from './product.js';

// One measured step in a process of its own, so that its peak memory is its own. The time is taken inside, without the
// start of process and server; the result goes to the parent as a message.

const STEPS: Readonly<Record<string, (argument: never) => Promise<Taken>>> = {
  import: importStep,
  scores: scoresStep,
  'save-rows': saveRowsStep,
  'copy-in': copyInStep,
  'copy-out': copyOutStep,
  'append-many': appendManyStep,
  'append-singly': appendSinglyStep,
  latency: latencyStep,
  'append-sealed': appendSealedStep,
  'export-period': exportPeriodStep,
  verify: verifyStep,
  'hash-package': hashPackageStep,
  'seal-log': sealLogStep,
  'audit-log': auditLogStep,
  rebuild: rebuildStep,
  'copy-log': copyLogStep,
  'fill-emmett': fillEmmettStep,
  'rebuild-emmett': rebuildEmmettStep,
  'as-of': asOfStep,
  'replicate-log': replicateLogStep,
  'fill-live': fillLiveStep,
  'survey-form': surveyFormStep,
  'simulate-answers': simulateAnswersStep,
  'answer-columns': answerColumnsStep,
  'every-index': everyIndexStep,
  averages: averagesStep,
};

const [, , step, argument] = process.argv;
const result = await STEPS[step](JSON.parse(argument) as never);
process.send?.({ ...result, maxRssMiB: process.resourceUsage().maxRSS / 1024 });
process.disconnect?.();
