import type { Command } from 'commander';
import { CreditReader, type KnownEdition } from '#credit/asking/credit-reader.js';
import { builtInEditionText } from '#credit/editions/built-in-edition.js';
import { checkEdition } from '#credit/editions/contradictions.js';
import { editionHash } from '#credit/editions/publish-edition.js';
import type { Edition } from '#credit/editions/edition-schema.js';
import { RULES } from '#credit/rules/rulebook.js';
import { CATEGORY_CODES, RULE_IDS } from '#credit/rules/rule-ids.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay } from '#platform/kernel/day.js';
import { give, type ActingOptions } from '../acting.js';
import { commandOutcome } from '../command-outcome.js';
import type { OpenApp } from '../open-app.js';
import { readJson } from '../read-json.js';
import { table } from '../table.js';
import { registerImpact } from './rulebook-impact.js';

export function register(program: Command, open: OpenApp): void {
  const rulebook = program.command('rulebook').description('the dated editions of the rules');
  const editions = async (): Promise<KnownEdition[]> => {
    const reader = (await open()).get(CreditReader);
    await reader.caughtUp();
    return reader.editions();
  };

  rulebook
    .command('list')
    .description('the editions, by their first day')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const rows = (await editions()).map(({ edition, position, contentSha256, publishedBy }) => ({
        id: edition.id,
        inForceFrom: formatDay(edition.inForceFrom),
        title: edition.source.title,
        publishedAt: position,
        publishedBy,
        contentSha256: contentSha256 ?? editionHash(edition.source as unknown as JsonObject),
      }));
      if (json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      process.stdout.write(
        table(
          ['in force from', 'id', 'position', 'title', 'SHA-256'],
          rows.map((row) => [row.inForceFrom, row.id, row.publishedAt === 0 ? 'built in' : String(row.publishedAt), row.title.en, row.contentSha256.slice(0, 16)]),
        ),
      );
    });

  rulebook
    .command('show <id>')
    .description('the file of an edition, ready to be changed and published under another id; --table for people')
    .option('--table', 'rules, points and windows as a table')
    .option('--json', 'the file (as without it)')
    .option('--lang <lang>', 'en or zh, for the table', 'en')
    .action(async (id: string, options: { table?: boolean; lang: string }) => {
      const known = await editions();
      const found = known.find(({ edition }) => edition.id === id);
      if (!found) throw refuse('unknown-edition', `There is no rulebook edition '${id}'; known are ${known.map(({ edition }) => edition.id).join(', ')}.`, 404);
      if (options.table) process.stdout.write(editionTable(found.edition.source, options.lang === 'zh' ? 'zh' : 'en'));
      else process.stdout.write(found.position === 0 ? builtInEditionText() : `${JSON.stringify(found.edition.source, null, 2)}\n`);
    });

  rulebook
    .command('validate <file>')
    .description('says everything that keeps an edition from being published')
    .action(async (file: string) => {
      const published = (await editions()).map(({ edition }) => ({ id: edition.id, inForceFrom: formatDay(edition.inForceFrom) }));
      const { problems, source } = checkEdition(readJson(file) as JsonObject, published);
      for (const { path, message } of problems) process.stderr.write(`${path}: ${message}\n`);
      if (problems.length > 0) process.exitCode = 1;
      else process.stdout.write(`Edition ${source?.id}, in force from ${source?.inForceFrom}, is sound and can be published.\n`);
    });

  rulebook
    .command('publish <file>')
    .description('publishes an edition: it stands for ever, and judges what happens from its first day on')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--json', 'as JSON')
    .action(async (file: string, options: ActingOptions & { json?: boolean }) => {
      const edition = readJson(file) as JsonObject;
      const result = await give(open, 'PublishEdition', { edition }, options);
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : commandOutcome(result));
    });

  registerImpact(rulebook, open);
}

function editionTable(edition: Edition, lang: 'en' | 'zh'): string {
  const months = (value: { value: number } | undefined): string => (value ? `${value.value}` : '');
  const rows = RULE_IDS.map((id) => {
    const rule = edition.rules[id] as { points?: { value: string; status: string }; bestScore?: { value: string; status: string }; windowMonths?: { value: number; status: string } };
    const points = rule.points ?? rule.bestScore;
    return [id, points?.value ?? '', points?.status ?? '', months(rule.windowMonths), rule.windowMonths?.status ?? '', RULES[id].clause, RULES[id].heading[lang]];
  });
  const full = CATEGORY_CODES.map((code) => `${code} ${edition.categories[code].fullMarks.value}`).join('  ');
  const grades = edition.grades.map(({ grade, from }) => `${grade} ${from.value}`).join('  ');
  return `${edition.title[lang]} (${edition.id}), in force from ${edition.inForceFrom}\n${full}\n${grades}\n${table(['rule', 'points', '', 'months', '', 'clause', 'heading'], rows)}`;
}
