import type { Command } from 'commander';

/** Every command that shows customers takes what it is for; some are refused without (docs/permissions.md). */
export const purposeOption = (command: Command): Command => command.option('--purpose <text>', 'what the question is for; kept with the record of it');
