import { Injectable } from '@nestjs/common';
import { refuse } from '#platform/deciding/refusal.js';
import { BUILT_IN_QUESTIONNAIRES, builtInQuestionnaire } from '../questionnaires/built-in-questionnaires.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';

/** The questionnaires that customers are asked by. */
@Injectable()
export class SurveyEditions {
  newest(id: string): Promise<Questionnaire> {
    const known = BUILT_IN_QUESTIONNAIRES.find((one) => one === id);
    if (!known) return Promise.reject(refuse('unknown-questionnaire', `There is no questionnaire '${id}'.`, 404));
    return Promise.resolve(builtInQuestionnaire(known));
  }

  edition(id: string, _version: number): Promise<Questionnaire> {
    return this.newest(id);
  }
}
