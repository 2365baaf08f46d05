import { contradictions } from './contradictions.js';
import { modelContradictions } from './model-contradictions.js';
import { jsonPath, type QuestionnaireProblem } from './questionnaire-problem.js';
import { questionnaireSchema, type Questionnaire } from './questionnaire-schema.js';

/** A questionnaire that was published already; its id and version are taken for ever. */
export interface PublishedQuestionnaire {
  readonly id: string;
  readonly version: number;
}

/** Reads a questionnaire and says everything that is wrong with it. Returns it, defaults filled in, if there is nothing. */
export function checkQuestionnaire(
  input: unknown,
  published: readonly PublishedQuestionnaire[] = [],
): { problems: QuestionnaireProblem[]; questionnaire?: Questionnaire } {
  const parsed = questionnaireSchema.safeParse(input);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => ({ path: jsonPath(issue.path), message: sentence(issue.message) })) };
  }
  const questionnaire = parsed.data;
  const problems = [...taken(questionnaire, published), ...contradictions(questionnaire), ...modelContradictions(questionnaire)];
  return problems.length > 0 ? { problems } : { problems, questionnaire };
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

function taken({ id, version }: Questionnaire, published: readonly PublishedQuestionnaire[]): QuestionnaireProblem[] {
  const versions = published.filter((other) => other.id === id).map((other) => other.version);
  if (versions.length === 0 || version > Math.max(...versions)) return [];
  return [{ path: 'version', message: `Version ${version} of ${id} is not above ${Math.max(...versions)}, which is published already; a published edition never changes, so a new one has a higher version.` }];
}
