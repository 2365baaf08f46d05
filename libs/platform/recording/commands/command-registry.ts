import { randomUUID } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Origin } from '#platform/event-store/event-store.js';
import { observed } from '#platform/observing/observed.js';
import { parseInput } from './decide-command.js';
import type { CommandDescription, CommandResult } from './command-description.js';

/** Who gives a command, and how. */
export interface GivenBy {
  readonly actor: string;
  readonly origin?: Origin;
  /** Made if left out. */
  readonly correlationId?: string;
  readonly causationId?: string | null;
  /** The command's own id, where it may be given again: its events get ids that follow from it. */
  readonly commandId?: string;
  /** Show the events that would be written; write nothing. */
  readonly dryRun?: boolean;
}

/** Every command of every room by its name: what `record`, HTTP and the documentation work from. */
export class CommandRegistry {
  readonly #known = new Map<string, CommandDescription>();

  constructor(private readonly bus: Pick<CommandBus, 'execute'>) {}

  /** Throws if a name is taken. */
  add(descriptions: readonly CommandDescription[]): void {
    for (const description of descriptions) {
      if (this.#known.has(description.name)) throw new Error(`two commands are named ${description.name}`);
      this.#known.set(description.name, description);
    }
  }

  /** All commands, by room and name. */
  list(): CommandDescription[] {
    return [...this.#known.values()].sort((a, b) => (`${a.room} ${a.name}` < `${b.room} ${b.name}` ? -1 : 1));
  }

  get(name: string): CommandDescription | null {
    return this.#known.get(name) ?? null;
  }

  /** JSON Schema (draft 2020-12) of a command's input. */
  jsonSchema(name: string): object | null {
    const description = this.#known.get(name);
    return description ? inputJsonSchema(description) : null;
  }

  /**
   * Gives a command. Throws a Refusal (400) for input off its schema or with other statuses when it breaks a rule, and
   * a RangeError for a name that does not exist (`get` says so beforehand).
   */
  async dispatch(name: string, input: unknown, { actor, origin = 'live', correlationId = randomUUID(), causationId = null, dryRun = false, commandId }: GivenBy): Promise<CommandResult> {
    const description = this.#known.get(name);
    if (!description) throw new RangeError(`there is no command ${name}`);
    return observed('command', { name, correlationId }, async () => {
      const valid = parseInput(description, input);
      return this.bus.execute<object, CommandResult>(new description.command(valid as never, { actor, origin, correlationId, causationId, dryRun, commandId }));
    });
  }
}

export function inputJsonSchema(description: Pick<CommandDescription, 'schema'>): object {
  return z.toJSONSchema(description.schema, { io: 'input' });
}
