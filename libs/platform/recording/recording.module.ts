import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, FactoryProvider, InjectionToken, Type } from '@nestjs/common';
import { CommandBus, CommandHandler, CqrsModule } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { RecordingCommand } from './commands/command-description.js';
import { CommandRegistry } from './commands/command-registry.js';
import type { GivenCommand } from './commands/given-command.js';
import { recordEnteredInError } from './commands/record-entered-in-error.js';
import { ImportRecordsHandler } from './import-records.handler.js';
import type { RecordedRoom } from './recorded-room.js';
import { Recorder } from './recorder.js';
import type { RecordingTools } from './recorder.js';

/** How the tools of recording are had from the modules imported. */
export interface ToolsFactory {
  readonly imports?: DynamicModule['imports'];
  readonly inject?: FactoryProvider['inject'];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is injected is the caller's
  readonly useFactory: (...injected: any[]) => Omit<RecordingTools, 'rooms'> | Promise<Omit<RecordingTools, 'rooms'>>;
}

/** Puts the commands of the rooms that record on the CommandBus and into the registry. */
@Module({})
export class RecordingModule {
  static forRooms(rooms: readonly RecordedRoom[], tools: ToolsFactory): DynamicModule {
    const recording = rooms.map((one) => one.room);
    const commands = [...rooms.flatMap((one) => one.commands), recordEnteredInError(recording)];
    return {
      module: RecordingModule,
      global: true,
      imports: [CqrsModule.forRoot(), ...(tools.imports ?? [])],
      providers: [
        {
          provide: Recorder,
          inject: tools.inject ?? [],
          useFactory: async (...injected: unknown[]) => new Recorder({ ...(await tools.useFactory(...injected)), rooms: recording }),
        },
        {
          provide: CommandRegistry,
          inject: [CommandBus as InjectionToken],
          useFactory: (bus: CommandBus) => {
            const registry = new CommandRegistry(bus);
            registry.add(commands);
            return registry;
          },
        },
        ...commands.map((command) => recordingHandler(command)),
        ImportRecordsHandler,
      ],
      exports: [Recorder, CommandRegistry, CqrsModule],
    };
  }
}

/** The handler of a recording command: loads, lets the room decide, appends. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- commands differ in their inputs
export function recordingHandler(description: RecordingCommand<any>): Type {
  class RecordingHandler implements ICommandHandler<GivenCommand> {
    constructor(@Inject(Recorder) private readonly recorder: Recorder) {}

    execute({ input, context }: GivenCommand) {
      return this.recorder.record(description, input, context);
    }
  }
  Object.defineProperty(RecordingHandler, 'name', { value: `${description.name}Handler` });
  CommandHandler(description.command as unknown as Type)(RecordingHandler);
  return RecordingHandler;
}
