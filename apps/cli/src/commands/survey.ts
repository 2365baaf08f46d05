import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { refuse } from '#platform/deciding/refusal.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { parseDay } from '#platform/kernel/day.js';
import { CHANNELS } from '#satisfaction/answers/answers.js';
import { SatisfactionReader } from '#satisfaction/asking/satisfaction-reader.js';
import { AnswerImport, type AnswerImportInput } from '#satisfaction/receiving/answer-import.js';
import { MeasureList } from '#satisfaction/measures/measure-list.js';
import { WaveList } from '#satisfaction/sampling/wave-list.js';
import { QuestionnaireBook } from '#satisfaction/publishing/questionnaire-book.js';
import { give, givenByHand, type ActingOptions } from '../acting.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';
import { languageGiven, languageOption } from '../language-option.js';
import { readBytes, readJson } from '../read-json.js';
import { stepProgress } from '../step-progress.js';
import { surveyGroup } from '../survey-group.js';
import { table } from '../table.js';
import { waveText } from '../wave-text.js';

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
      const result = await give(open, 'PublishQuestionnaire', { questionnaire: readObject(file) }, options);
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : commandOutcome(result));
    });

  survey
    .command('wave <file>')
    .description('draws and records the sample of a wave: by strata, quotas and a seed (docs/how-to/run-a-survey-wave.md)')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--dry-run', 'show the events that would be written')
    .option('--json', 'as JSON')
    .action(async (file: string, options: ActingOptions & { json?: boolean }) => {
      const wave = readObject(file);
      const result = await give(open, 'DrawWave', { wave }, options);
      if (options.json || options.dryRun) return void process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : commandOutcome(result));
      process.stdout.write(`${result.outcome === 'recorded' ? '' : commandOutcome(result)}${waveText(await (await open()).get(WaveList).show(String(wave.id)), 'en')}`);
    });

  languageOption(survey.command('waves [id]'))
    .description('the waves, or one with its strata in the frame, the sample and the answers')
    .option('--json', 'as JSON')
    .action(async (id: string | undefined, { json, lang }: { json?: boolean; lang: string }) => {
      const language = languageGiven(lang);
      const waves = (await open()).get(WaveList);
      if (id !== undefined) {
        const wave = await waves.show(id);
        return void process.stdout.write(json ? `${JSON.stringify(wave, null, 2)}\n` : waveText(wave, language));
      }
      const all = await waves.list();
      process.stdout.write(json ? `${JSON.stringify(all, null, 2)}\n` : table(['wave', 'questionnaire', 'opens', 'closes', 'frame', 'drawn', 'answers'], all.map((one) => [one.wave, `${one.questionnaire} ${one.edition}`, one.opensOn, one.closesOn, String(one.inFrame), String(one.drawn), String(one.answered)])));
    });

  survey
    .command('measures')
    .description('measures taken, the figure before and after, and the tasks that follow; recorded by: record TakeMeasure FILE.json')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const all = await (await open()).get(MeasureList).list();
      if (json) return void process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
      const shown = (x: number | null): string => (x === null ? '' : x.toFixed(1));
      process.stdout.write(table(['measure', 'owner', 'aims at', 'days', 'before', 'after', '95 % interval', 'verdict'], all.map((one) => [one.measure, one.owner, one.figure, `${one.beginsOn} … ${one.endsOn}`, shown(one.before.value), shown(one.after.value), one.low === null ? '' : `${shown(one.low)} … ${shown(one.high)}`, one.verdict])));
      for (const { measure, task } of all) if (task !== null) process.stdout.write(`Task, ${measure}: ${task}\n`);
    });

  survey
    .command('import <responses>')
    .description('imports a CSV of answers, one row a respondent: all of it, or nothing if anything is wrong with it')
    .requiredOption('--questionnaire <id>', 'by which it was answered')
    .option('--wave <id>', 'the wave it belongs to')
    .addOption(new Option('--channel <channel>', 'where a row names none').choices(CHANNELS))
    .option('--responded-on <day>', 'the day of the rows that have none, YYYY-MM-DD')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--json', 'the report as JSON')
    .action(async (file: string, { json, questionnaire, wave, channel, respondedOn, ...options }: ActingOptions & AnswerImportInput & { json?: boolean }) => {
      if (respondedOn !== undefined && parseDay(respondedOn) === null) throw refuse('impossible-day', `--responded-on '${respondedOn}' is not an existing day; days are written YYYY-MM-DD.`, 400, { field: 'responded-on', value: respondedOn });
      const bytes = readBytes(file);
      const app = await open();
      const progress = stepProgress(process.stderr, 'answers');
      try {
        const { actor } = givenByHand(options);
        const report = await app.get(AnswerImport).import(bytes, file, { questionnaire, wave, channel, respondedOn }, { actor, origin: 'import', correlationId: randomUUID(), causationId: null }, (done, of) => progress.step('recorded', done, of));
        progress.end();
        await app.get(SatisfactionReader).select({ questionnaire });
        process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : `${report.recorded} answers to ${report.questionnaire}, edition ${report.edition}, recorded${report.wave ? ` in the wave ${report.wave}` : ''}${report.known > 0 ? `; ${report.known} were recorded before and change nothing` : ''}${report.empty > 0 ? `; ${report.empty} rows without any answer left out` : ''}.\n`);
      } finally {
        progress.end();
      }
    });
}

/** The object in a JSON file. Refuses what `readJson` refuses, and with status 422 what is no object. */
function readObject(file: string): JsonObject {
  const value = readJson(file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw refuse('no-json', `${file} holds no JSON object.`);
}
