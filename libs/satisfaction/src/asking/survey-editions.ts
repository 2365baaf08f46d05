import { Injectable } from '@nestjs/common';
import type { CommandContext } from '#platform/recording/commands/command-description.js';
import { QuestionnaireBook } from '../publishing/questionnaire-book.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';

/** The questionnaires that customers are asked by. Editions never change, so each is looked up once. */
@Injectable()
export class SurveyEditions {
  readonly #known = new Map<string, Questionnaire>();

  constructor(private readonly book: QuestionnaireBook) {}

  /** The newest edition, published at the latest now. Refuses, with status 404, a questionnaire that nobody knows. */
  async newest(id: string, { actor, origin, correlationId, causationId, dryRun }: CommandContext): Promise<Questionnaire> {
    if (dryRun) return (await this.book.get(id)).questionnaire;
    return (await this.book.published(id, { actor, origin, correlationId, causationId })).questionnaire;
  }

  /** One edition. Refuses, with status 404, one that nobody published. */
  async edition(id: string, version: number): Promise<Questionnaire> {
    const key = `${id} ${version}`;
    let found = this.#known.get(key);
    if (!found) this.#known.set(key, (found = (await this.book.get(id, version)).questionnaire));
    return found;
  }
}
