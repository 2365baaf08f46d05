import type { Command } from 'commander';

/** The command under which everything about surveys stands; several files add to it. */
export function surveyGroup(program: Command): Command {
  return program.commands.find((command) => command.name() === 'survey') ?? program.command('survey').description('questionnaires, samples, invitations and answers');
}
