import type { Command } from 'commander';
import type { QuestionInput } from '#credit/asking/question.js';

/** The three dates that every question takes (domain.md §3.3). */
export interface QuestionOptions {
  asOf?: string;
  knownAsOf?: string;
  edition?: string;
}

export function knowledgeOptions(command: Command): Command {
  return command
    .option('--known-as-of <time>', 'answer as known then: RFC 3339 with offset, or a day, meaning its end in the supplier’s zone (default: now)')
    .option('--edition <id>', 'let this rulebook edition judge everything (default: each fact by the edition of its day)');
}

export function questionOptions(command: Command): Command {
  return knowledgeOptions(command.option('--as-of <day>', 'the day asked about, YYYY-MM-DD (default: the current day of the supplier’s zone)'));
}

export const questionInput = ({ asOf, knownAsOf, edition }: QuestionOptions): QuestionInput => ({ asOf, knownAsOf, edition });
