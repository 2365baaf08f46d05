import { Inject } from '@nestjs/common';
import type { InjectionToken, Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandDescription, CommandResult } from './command-description.js';
import type { GivenCommand } from './given-command.js';

/** A command that a desk of a room carries out: its description, and what the desk does when it is given. */
export interface DeskCommand<Desk, Input = Record<string, unknown>> extends CommandDescription {
  readonly carryOut: (desk: Desk, input: Input, context: CommandContext) => Promise<CommandResult>;
}

/** The handler that takes a desk's command from the CommandBus to the desk. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- commands differ in their inputs
export function deskHandler<Desk>(description: DeskCommand<Desk, any>, desk: InjectionToken<Desk>): Type {
  class DeskHandler implements ICommandHandler<GivenCommand> {
    constructor(@Inject(desk) private readonly at: Desk) {}

    execute({ input, context }: GivenCommand): Promise<CommandResult> {
      return description.carryOut(this.at, input, context);
    }
  }
  Object.defineProperty(DeskHandler, 'name', { value: `${description.name}Handler` });
  CommandHandler(description.command as unknown as Type)(DeskHandler);
  return DeskHandler;
}
