import { InvalidArgumentError, type Command } from 'commander';
import type { ActingOptions } from './acting.js';

/** What every step takes that a person takes by hand. */
export interface StepOptions extends ActingOptions {
  on?: string;
  json?: boolean;
}

export function stepOptions(command: Command): Command {
  return command
    .option('--on <day>', 'the day of the step, YYYY-MM-DD (default: today)')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--dry-run', 'show the event that would be written')
    .option('--json', 'as JSON');
}

/** How a list is paged and sorted. */
export interface ListOptions {
  page?: number;
  pageSize?: number;
  descending?: boolean;
  json?: boolean;
}

/** `sortable` false: the list has one order. */
export function listOptions(command: Command, sortable = true): Command {
  return (sortable ? command.option('--descending', 'the other way round') : command)
    .option('--page <n>', 'the page, from 1', wholeNumber(1_000_000), 1)
    .option('--page-size <n>', 'rows on a page, at most 1000', wholeNumber(1000), 100)
    .option('--json', 'as JSON');
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < 1 || number > most) throw new InvalidArgumentError(`expected a whole number from 1 to ${most}.`);
    return number;
  };
}

/** Collects an option that may be given several times. */
export const several = (value: string, before: string[] = []): string[] => [...before, value];

/** Says how much of a list a page does not show; empty where it shows all. */
export function pageNote(shown: number, total: number, page: number): string {
  return shown === total ? '' : `${shown} of ${total}, page ${page}\n`;
}
