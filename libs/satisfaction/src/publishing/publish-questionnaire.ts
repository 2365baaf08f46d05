import { createHash } from 'node:crypto';
import { Refusal } from '#platform/deciding/refusal.js';
import { canonicalJson, type JsonObject } from '#platform/kernel/canonical-json.js';
import type { QuestionnaireEditionPublished } from '../events.js';
import { BUILT_IN_QUESTIONNAIRES, builtInQuestionnaireText, type BuiltInQuestionnaire } from '../questionnaires/built-in-questionnaires.js';
import { checkQuestionnaire } from '../questionnaires/check-questionnaire.js';

/** The editions of one questionnaire that stand in its stream. */
export interface QuestionnaireState {
  readonly published: readonly { readonly id: string; readonly version: number; readonly contentSha256: string }[];
}

export const evolveQuestionnaire = (state: QuestionnaireState, { payload }: QuestionnaireEditionPublished): QuestionnaireState => ({
  published: [...state.published, { id: payload.questionnaire, version: payload.edition, contentSha256: payload.content_sha256 }],
});

/** SHA-256 over the RFC 8785 bytes of a questionnaire, as 64 hex digits. */
export const questionnaireHash = (definition: JsonObject): string => createHash('sha256').update(canonicalJson(definition)).digest('hex');

/** What a built-in questionnaire's file holds; null for another id. */
export function builtInDefinition(id: string): JsonObject | null {
  return (BUILT_IN_QUESTIONNAIRES as readonly string[]).includes(id) ? (JSON.parse(builtInQuestionnaireText(id as BuiltInQuestionnaire)) as JsonObject) : null;
}

/**
 * Publishes an edition of a questionnaire; nothing where the very same one stands already. Refuses one that is not sound,
 * and another content under an edition that is taken: by the log, or by a built-in questionnaire of that name.
 */
export function decidePublishQuestionnaire({ published }: QuestionnaireState, definition: JsonObject): QuestionnaireEditionPublished | null {
  const contentSha256 = questionnaireHash(definition);
  if (published.some((one) => one.contentSha256 === contentSha256)) return null;
  const builtIn = typeof definition.id === 'string' ? builtInDefinition(definition.id) : null;
  const isBuiltIn = builtIn !== null && questionnaireHash(builtIn) === contentSha256;
  const taken = builtIn === null || isBuiltIn ? published : [...published, { id: builtIn.id as string, version: builtIn.version as number }];
  const { problems, questionnaire } = checkQuestionnaire(definition, taken);
  if (!questionnaire) throw new Refusal(problems.map(({ path, message }) => ({ code: 'questionnaire-refused', field: path, message: `${path}: ${message}` })));
  return { type: 'QuestionnaireEditionPublished', payload: { questionnaire: questionnaire.id, edition: questionnaire.version, content_sha256: contentSha256, definition } };
}
