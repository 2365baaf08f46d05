import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Respondent } from '../answers/answers.js';
import type { AnswersReceived } from '../events.js';
import type { CellCounts } from '../indices/told-states.js';

/** How a selection is cut into cells. */
export const CUTS = ['region', 'segment', 'class', 'channel'] as const;
export type Cut = (typeof CUTS)[number];

/** One respondent as the read model keeps it. An empty text stands for what is not known. */
export interface AnswerRow {
  readonly position: number;
  readonly questionnaire: string;
  readonly edition: number;
  readonly wave: string;
  readonly respondedOn: string;
  readonly channel: string;
  readonly region: string;
  readonly segment: string;
  readonly class: string;
  readonly weight: number;
  readonly batch: string;
  readonly batchSize: number;
  /** JSON by item. */
  readonly answers: string;
}

export function answerRow({ position, payload }: NumberedEvent<AnswersReceived['payload']>): AnswerRow {
  const { questionnaire, edition, wave = '', responded_on: respondedOn, channel = '', region = '', segment = '', customer_class = '', weight = 1, batch = '', batch_size: batchSize = 1, answers } = payload;
  return { position, questionnaire, edition, wave, respondedOn, channel, region, segment, class: customer_class, weight, batch, batchSize, answers: JSON.stringify(answers) };
}

/** The respondent alone. */
export const respondentOf = ({ answers, weight }: Pick<AnswerRow, 'answers' | 'weight'>): Respondent => ({ answers: JSON.parse(answers) as Respondent['answers'], weight });

/** One respondent in each cut; nobody where the weight is 0, because such answers say nothing. */
export function cellsOf(row: Pick<AnswerRow, Cut>, respondents: number): CellCounts {
  return Object.fromEntries(CUTS.map((cut) => [cut, { [row[cut]]: respondents }]));
}

/** What counts together: a wave, or what belongs to none, under one edition. */
export interface Family {
  readonly questionnaire: string;
  readonly edition: number;
  readonly wave: string;
}

export const familyKey = ({ questionnaire, edition, wave }: Family): string => JSON.stringify([questionnaire, edition, wave]);
