import { readFileSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { figuresCsv } from '#satisfaction/asking/figures-csv.js';
import { PriorityReader } from '#satisfaction/asking/priority-reader.js';
import { BY, type By, type SatisfactionInput } from '#satisfaction/asking/satisfaction-question.js';
import { SatisfactionReader } from '#satisfaction/asking/satisfaction-reader.js';
import { ThemeReader } from '#satisfaction/asking/theme-reader.js';
import { SCHEMES, type Scheme } from '#satisfaction/model/model-plan.js';
import { QuestionnaireBook } from '#satisfaction/publishing/questionnaire-book.js';
import type { INestApplicationContext } from '@nestjs/common';
import { refuse } from '#platform/deciding/refusal.js';
import { languageGiven, languageOption } from '../language-option.js';
import type { OpenApp } from '../open-app.js';
import { modelText, shortPlankText } from '../priority-text.js';
import { satisfactionText } from '../satisfaction-text.js';
import { table } from '../table.js';
import { writeFileWhole } from '../write-file-whole.js';

interface Options extends SatisfactionInput {
  readonly lang: string;
  readonly json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  const satisfaction = selection(program.command('satisfaction'))
    .description('what customers think: every index with its interval, as of any day')
    .addOption(new Option('--by <cut>', 'in groups as well').choices(BY))
    .addOption(new Option('--weights <way>', 'weigh the answers of a wave to its frame').choices(['raking']))
    .addOption(new Option('--out <file>', 'write one row a figure to a CSV file').conflicts('json'))
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options & { by?: By; weights?: 'raking'; out?: string }>();
      const language = languageGiven(options.lang);
      const app = await open();
      const answer = await app.get(SatisfactionReader).answer({ ...inputOf(options, options.by), weights: options.weights });
      if (options.json) return print(answer);
      if (options.out) await writeFileWhole(options.out, async (out) => void out.write(figuresCsv(answer)));
      else process.stdout.write(satisfactionText(answer, (await editionOf(app, answer)).questionnaire, language));
    });

  selection(satisfaction.command('model [responses]'))
    .description('the structural model (PLS path modelling) of a CSV of answers, a wave or everything recorded')
    .addOption(new Option('--scheme <scheme>', 'how constructs weigh their neighbours').choices(SCHEMES))
    .option('--bootstrap <n>', 'intervals from so many samples, 50 to 10,000', whole)
    .option('--seed <text>', 'what the samples are drawn by', '1')
    .action(async (file: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options & { scheme?: Scheme; bootstrap?: number; seed: string }>();
      const language = languageGiven(options.lang);
      if (file !== undefined && options.wave !== undefined) throw refuse('file-and-wave', 'Either a file of answers or --wave is modelled, not both.', 400);
      const app = await open();
      const bootstrap = options.bootstrap === undefined ? undefined : { samples: options.bootstrap, seed: options.seed };
      const reader = app.get(PriorityReader);
      const input = inputOf(options);
      const model = file === undefined ? await reader.model(input, options.scheme, bootstrap) : await reader.modelOfFile(input.questionnaire ?? DEFAULT_OF_MODELS, bytesOf(file), file, options.scheme, bootstrap);
      if (options.json) return print(model);
      process.stdout.write(modelText(model, (await editionOf(app, model)).questionnaire, language));
    });

  selection(satisfaction.command('short-plank'))
    .description('the indicator to work on first, and whether it really lies behind the next')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const language = languageGiven(options.lang);
      const app = await open();
      const answer = await app.get(PriorityReader).shortPlank(inputOf(options));
      if (options.json) return print(answer);
      process.stdout.write(shortPlankText(answer, (await editionOf(app, answer)).questionnaire, language));
    });

  selection(satisfaction.command('themes'))
    .description('what people wrote: themes by how many name them, and texts by a word')
    .option('--item <id>', 'the text item (default: the first)')
    .option('--search <word>', 'the texts that hold a word')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options & { item?: string; search?: string }>();
      const zh = languageGiven(options.lang) === 'zh';
      const answer = await (await open()).get(ThemeReader).themes(inputOf(options), options.item, options.search);
      if (options.json) return print(answer);
      process.stdout.write(`${answer.texts} ${zh ? '份文字意见' : 'texts'} (${answer.item})\n\n${table([zh ? '主题' : 'theme', zh ? '提及人数' : 'respondents', '%'], answer.themes.map((one) => [one.theme, String(one.respondents), (one.share * 100).toFixed(1)]))}`);
      if (answer.found) process.stdout.write(`\n${answer.found.search}: ${answer.found.reason ?? answer.found.texts}\n${(answer.found.list ?? []).map((text) => `  ${text}\n`).join('')}`);
    });
}

/** The one built-in questionnaire with a model. */
const DEFAULT_OF_MODELS = 'ecsi-mobile';

function selection(command: Command): Command {
  return languageOption(command)
    .option('--questionnaire <id>', 'default: supply-service')
    .option('--edition <n>', 'of the questionnaire (default: the newest that anybody answered)', whole)
    .option('--as-of <day>', 'what was answered by that day (default: today)')
    .option('--wave <id>', 'only of this wave')
    .option('--json', 'as JSON');
}

const inputOf = ({ questionnaire, edition, asOf, wave }: Options, by?: By): SatisfactionInput => ({ questionnaire, edition, asOf, wave, by });
const editionOf = (app: INestApplicationContext, { questionnaire, edition }: { questionnaire: string; edition: number }) => app.get(QuestionnaireBook).get(questionnaire, edition);
const print = (answer: unknown): void => void process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);

function whole(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('expected a whole number.');
  return Number(text);
}

/** Refuses, with status 400, a file that is not there. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw refuse('no-such-file', `The file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 400);
  }
}
