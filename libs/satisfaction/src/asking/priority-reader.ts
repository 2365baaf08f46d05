import { Injectable } from '@nestjs/common';
import { Refusal } from '#platform/deciding/refusal.js';
import { importances } from '../indices/importance.js';
import { indicesOfRows } from '../indices/indices-of-rows.js';
import { gatherMoments } from '../indices/moments-plan.js';
import { prioritise, type Priority } from '../indices/priorities.js';
import { shortPlank, type ShortPlank } from '../indices/short-plank.js';
import { derivedImportance } from '../model/derived-importance.js';
import { estimateModel } from '../model/structural-model.js';
import type { BootstrapOptions } from '../model/bootstrap.js';
import type { Scheme } from '../model/model-plan.js';
import { readResponses } from '../answers/read-responses.js';
import { QuestionnaireBook } from '../publishing/questionnaire-book.js';
import { CountedAnswers } from './counted-answers.js';
import { modelWords, type ToldModel } from './model-words.js';
import type { SatisfactionInput } from './satisfaction-question.js';
import { SatisfactionReader } from './satisfaction-reader.js';

interface RestsOn {
  readonly questionnaire: string;
  readonly edition: number;
  readonly asOf: string;
  readonly wave: string | null;
  readonly position: number;
  readonly respondents: number;
}

/** The short plank with all indicators by importance and performance; or why there is none. */
export interface ToldShortPlank extends RestsOn {
  readonly importance: ShortPlank['importance'] | null;
  readonly plank: Priority | null;
  readonly second: Priority | null;
  readonly test: ShortPlank['test'] | null;
  readonly reason?: string;
  readonly meanImportance: number | null;
  readonly meanIndex: number | null;
  readonly priorities: readonly Priority[];
  readonly setAside: ShortPlank['setAside'];
}

/** What to work on first, and the structural model behind it. */
@Injectable()
export class PriorityReader {
  constructor(
    private readonly reader: SatisfactionReader,
    private readonly counted: CountedAnswers,
    private readonly book: QuestionnaireBook,
  ) {}

  /** Refusals as of SatisfactionReader.select. */
  async shortPlank(input: SatisfactionInput): Promise<ToldShortPlank> {
    const { known: { questionnaire }, plan, day, wave, families, position } = await this.reader.select(input);
    const respondents = await this.counted.respondents({ families, day });
    const indices = indicesOfRows(questionnaire, day, respondents);
    const derived = questionnaire.model ? orReason(() => derivedImportance(estimateModel(questionnaire, respondents))) : {};
    const priorities = prioritise(indices, importances(plan, gatherMoments(plan, respondents), derived.value));
    const found = shortPlank(questionnaire, priorities, respondents);
    const rests = { questionnaire: questionnaire.id, edition: questionnaire.version, asOf: day, wave, position, respondents: respondents.length };
    const shared = { meanImportance: priorities.meanImportance, meanIndex: priorities.meanIndex, priorities: priorities.list, setAside: priorities.setAside };
    if ('reason' in found) return { ...rests, importance: null, plank: null, second: null, test: null, reason: derived.reason ?? found.reason, ...shared };
    return { ...rests, importance: found.importance, plank: found.plank, second: found.second, test: found.test, ...shared };
  }

  /** The structural model of the answers of a selection. Refuses what select and estimateModel refuse. */
  async model(input: SatisfactionInput, scheme?: Scheme, bootstrap?: BootstrapOptions): Promise<RestsOn & ToldModel> {
    const { known: { questionnaire }, day, wave, families, position } = await this.reader.select(input);
    const respondents = await this.counted.respondents({ families, day });
    const estimate = modelWords(estimateModel(questionnaire, respondents, scheme, bootstrap));
    return { ...estimate, edition: questionnaire.version, asOf: day, wave, position, respondents: respondents.length };
  }

  /** The structural model of a CSV, of which nothing is recorded. Refuses what readResponses and estimateModel refuse. */
  async modelOfFile(id: string, bytes: Uint8Array, name: string, scheme?: Scheme, bootstrap?: BootstrapOptions): Promise<ToldModel & { readonly edition: number; readonly respondents: number }> {
    const { questionnaire } = await this.book.get(id);
    const { responses } = readResponses(questionnaire, bytes, name);
    return { ...modelWords(estimateModel(questionnaire, responses, scheme, bootstrap)), edition: questionnaire.version, respondents: responses.length };
  }
}

/** What cannot be estimated has a reason, which the answer then tells. */
function orReason<Value>(work: () => Value): { value?: Value; reason?: string } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message };
    throw error;
  }
}
