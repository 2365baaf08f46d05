import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CommandRegistry, type GivenBy } from '#platform/recording/commands/command-registry.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { BUILT_IN_QUESTIONNAIRES } from '../questionnaires/built-in-questionnaires.js';
import { checkQuestionnaire } from '../questionnaires/check-questionnaire.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { builtInDefinition, questionnaireHash } from './publish-questionnaire.js';

export const DEFAULT_QUESTIONNAIRE = BUILT_IN_QUESTIONNAIRES[0];

/** An edition with when it became known; position 0 and nobody: built in and not used yet. */
export interface KnownQuestionnaire {
  readonly questionnaire: Questionnaire;
  readonly definition: JsonObject;
  readonly contentSha256: string;
  readonly position: number;
  readonly publishedOn: string | null;
  readonly publishedBy: string | null;
}

/** The questionnaires that answers can be read by: the built-in ones and every published edition. */
@Injectable()
export class QuestionnaireBook {
  readonly #parsed = new Map<string, Questionnaire>();

  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
    @Inject(CommandRegistry) private readonly commands: CommandRegistry,
  ) {}

  /** All editions, by id and edition. */
  async list(): Promise<KnownQuestionnaire[]> {
    const position = await this.store.settle();
    await this.projector.catchUp(position);
    await this.projector.requireWhole('questionnaires', position, null);
    const { rows } = await this.pool.query<{ position: string; published_on: string; published_by: string | null; content_sha256: string; definition: string }>(
      'SELECT position, published_on::text AS published_on, published_by, content_sha256, definition FROM questionnaire_v1',
    );
    const published = rows.map((row) => this.#known(JSON.parse(row.definition) as JsonObject, row.content_sha256, { position: Number(row.position), publishedOn: row.published_on, publishedBy: row.published_by }));
    const builtIn = BUILT_IN_QUESTIONNAIRES.map((id) => builtInDefinition(id)!)
      .map((definition) => this.#known(definition, questionnaireHash(definition), { position: 0, publishedOn: null, publishedBy: null }))
      .filter(({ questionnaire: { id, version } }) => !published.some((one) => one.questionnaire.id === id && one.questionnaire.version === version));
    return [...builtIn, ...published].sort((a, b) => (a.questionnaire.id < b.questionnaire.id ? -1 : a.questionnaire.id > b.questionnaire.id ? 1 : a.questionnaire.version - b.questionnaire.version));
  }

  /** The newest edition of a questionnaire, or the one named. Refuses, with status 404, one that nobody published. */
  async get(id: string, edition?: number): Promise<KnownQuestionnaire> {
    const all = await this.list();
    const found = all.findLast(({ questionnaire }) => questionnaire.id === id && (edition === undefined || questionnaire.version === edition));
    if (found) return found;
    const ids = [...new Set(all.map(({ questionnaire }) => questionnaire.id))];
    throw refuse('unknown-questionnaire', ids.includes(id) ? `The questionnaire ${id} has no edition ${edition}.` : `There is no questionnaire '${id}'; known are ${ids.join(', ')}.`, 404, { field: 'questionnaire', value: id });
  }

  /** The same, and in the log: a built-in questionnaire is published when it is first used, so that a replay needs no file of ours. */
  async published(id: string, by: GivenBy, edition?: number): Promise<KnownQuestionnaire> {
    const known = await this.get(id, edition);
    if (known.position > 0) return known;
    await this.commands.dispatch('PublishQuestionnaire', { questionnaire: known.definition }, by);
    return this.get(id, edition);
  }

  #known(definition: JsonObject, contentSha256: string, more: Pick<KnownQuestionnaire, 'position' | 'publishedOn' | 'publishedBy'>): KnownQuestionnaire {
    let questionnaire = this.#parsed.get(contentSha256);
    if (!questionnaire) {
      const checked = checkQuestionnaire(definition);
      if (!checked.questionnaire) throw new Error(`a published questionnaire is not sound: ${checked.problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
      this.#parsed.set(contentSha256, (questionnaire = checked.questionnaire));
    }
    return { questionnaire, definition, contentSha256, ...more };
  }
}
