import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { caseFilesWithin } from '#credit/asking/case-files-within.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { checkEdition } from '#credit/editions/contradictions.js';
import type { CompiledEdition } from '#credit/editions/compiled-edition.js';
import { leftOut, leftOutText } from '#credit/lists/left-out.js';
import { impact } from '#credit/outcomes/impact.js';
import { Refusal, refuse } from '#platform/deciding/refusal.js';
import { impactText } from '../impact-text.js';
import { languageGiven, languageOption } from '../language-option.js';
import { looked, narrowed } from '../acting.js';
import { purposeOption } from '../purpose-option.js';
import type { OpenApp } from '../open-app.js';
import { questionInput, questionOptions, type QuestionOptions } from '../question-options.js';

/** `rulebook impact`: the same customers under another edition, published or not. */
export function registerImpact(rulebook: Command, open: OpenApp): void {
  purposeOption(languageOption(questionOptions(rulebook.command('impact <file>'))))
    .description('who would change grade if another edition judged everything, and why: an edition’s file, or the id of a published one')
    .option('--json', 'as JSON')
    .action(async (given: string, options: QuestionOptions & { lang: string; json?: boolean }) => {
      const language = languageGiven(options.lang);
      // A file that is not sound is refused before anything is opened.
      const fromFile = existsSync(given) ? editionOf(given) : undefined;
      const reader = (await open()).get(CreditReader);
      const question = await reader.question(questionInput(options));
      const tried = fromFile ?? (await publishedEdition(reader, given));
      const seen = new Set<string>();
      const { regions } = narrowed();
      const result = await impact(caseFilesWithin(reader.caseFiles(question), regions, seen), question, tried, language);
      await looked(open, seen, { ...questionInput(options), tried: result.to }, question.position);
      process.stdout.write(options.json ? `${JSON.stringify({ ...result, ...leftOut(question, regions) }, null, 2)}\n` : impactText(result, language) + leftOutText(question, regions));
    });
}

/** Refuses, with every reason, an edition that contradicts itself; it may bear the id and day of a published one. */
function editionOf(file: string): CompiledEdition {
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse('no-json', `${file} is not JSON: ${(error as Error).message}.`);
  }
  const { edition, problems } = checkEdition(input, []);
  if (edition) return edition;
  throw new Refusal(problems.map(({ path, message }) => ({ code: 'unsound-edition', field: path, message: `${file}, ${path}: ${message}` })));
}

async function publishedEdition(reader: CreditReader, id: string): Promise<CompiledEdition> {
  const found = (await reader.editions()).find(({ edition }) => edition.id === id);
  if (found) return found.edition;
  throw refuse('unknown-edition', `'${id}' is neither a file nor the id of a published edition.`, 404, { field: 'file', value: id });
}
