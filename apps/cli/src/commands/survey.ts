import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { refuse } from '#platform/deciding/refusal.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { QuestionnaireBook } from '#satisfaction/publishing/questionnaire-book.js';
import { give, type ActingOptions } from '../acting.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';
import { surveyGroup } from '../survey-group.js';
import { table } from '../table.js';

export function register(program: Command, open: OpenApp): void {
  const survey = surveyGroup(program);

  survey
    .command('list')
    .description('the questionnaires, built in and published')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const rows = (await (await open()).get(QuestionnaireBook).list()).map(({ questionnaire: { id, version, title, items }, position, publishedOn, publishedBy, contentSha256 }) => ({ id, edition: version, title, items: items.length, publishedAt: position, publishedOn, publishedBy, contentSha256 }));
      if (json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      process.stdout.write(table(['id', 'edition', 'items', 'published', 'title', '名称', 'SHA-256'], rows.map((row) => [row.id, String(row.edition), String(row.items), row.publishedOn ?? 'built in', row.title.en ?? Object.values(row.title)[0], row.title.zh ?? '', row.contentSha256.slice(0, 12)])));
    });

  survey
    .command('show <id>')
    .description('the file of a questionnaire, ready to be changed and published under another id or edition')
    .option('--edition <n>', 'an edition before the newest', (text) => Number(text))
    .option('--json', 'the file (as without it)')
    .action(async (id: string, { edition }: { edition?: number }) => {
      process.stdout.write(`${JSON.stringify((await (await open()).get(QuestionnaireBook).get(id, edition)).definition, null, 2)}\n`);
    });

  survey
    .command('publish <file>')
    .description('publishes an edition of a questionnaire: it stands for ever')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--dry-run', 'show the event that would be written')
    .option('--json', 'as JSON')
    .action(async (file: string, options: ActingOptions & { json?: boolean }) => {
      const result = await give(open, 'PublishQuestionnaire', { questionnaire: readJson(file) }, options);
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : commandOutcome(result));
    });
}

/** Reads a JSON file. Refuses, with status 400, one that is not there; with 422 one that is no JSON object. */
function readJson(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse('no-such-file', `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 400);
  }
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch (error) {
    throw refuse('no-json', `${file} is not JSON: ${(error as Error).message}.`);
  }
  throw refuse('no-json', `${file} holds no JSON object.`);
}
