import type { Command } from 'commander';

/** The command under which everything about evidence stands; several files add to it. */
export function evidenceGroup(program: Command): Command {
  return program.commands.find((command) => command.name() === 'evidence') ?? program.command('evidence').description('evidence that an auditor checks alone');
}
