import { Command } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from './command-description.js';

/** What travels on the CommandBus: the input of a command, validated against its schema, and who gives it. */
export abstract class GivenCommand<Input = Record<string, unknown>> extends Command<CommandResult> {
  constructor(
    readonly input: Input,
    readonly context: CommandContext,
  ) {
    super();
  }
}
