import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { checkQuestionnaire } from './check-questionnaire.js';
import type { Questionnaire } from './questionnaire-schema.js';

/** Always known, without being published (domain.md §5.1, §5.3). The first is the default. */
export const BUILT_IN_QUESTIONNAIRES = ['supply-service', 'ecsi-mobile'] as const;
export type BuiltInQuestionnaire = (typeof BUILT_IN_QUESTIONNAIRES)[number];

/** The mobile survey: 250 real answers to `ecsi-mobile` (Tenenhaus et al. 2005), items as columns. */
export const MOBILE_SURVEY_FILE = join(CHECKOUT, 'libs/satisfaction/data/mobile-survey.csv');

/** The exact text of a built-in questionnaire's file. */
export const builtInQuestionnaireText = (id: BuiltInQuestionnaire): string => readFileSync(join(CHECKOUT, 'libs/satisfaction/questionnaires', `${id}.json`), 'utf8');

const checked = new Map<BuiltInQuestionnaire, Questionnaire>();

/** A built-in questionnaire, checked. */
export function builtInQuestionnaire(id: BuiltInQuestionnaire): Questionnaire {
  const known = checked.get(id);
  if (known) return known;
  const { questionnaire, problems } = checkQuestionnaire(JSON.parse(builtInQuestionnaireText(id)));
  if (!questionnaire) throw new Error(`the built-in questionnaire ${id} is not sound: ${problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
  checked.set(id, questionnaire);
  return questionnaire;
}
