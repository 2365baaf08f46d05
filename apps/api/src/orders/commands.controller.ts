import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { refuse } from '#platform/deciding/refusal.js';
import { CommandRegistry, inputJsonSchema } from '#platform/recording/commands/command-registry.js';
import type { CommandDescription } from '#platform/recording/commands/command-description.js';
import { Documented } from '../documentation/documented.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { JsonBody } from '../edge/json-body.js';
import { correlationOf } from '../edge/correlation.js';
import { daySchema } from '../questions/answers.js';

const bilingual = z.strictObject({ en: z.string(), zh: z.string() });
const commandListSchema = z
  .strictObject({ commands: z.array(z.strictObject({ name: z.string(), room: z.string(), summary: bilingual, href: z.string(), schema: z.string() })) })
  .describe('All commands, by room.');
const commandSchema = z
  .strictObject({ name: z.string(), room: z.string(), summary: bilingual, example: z.record(z.string(), z.unknown()), schema: z.record(z.string(), z.unknown()) })
  .describe('A command with the JSON Schema (2020-12) of its body and an example.');

export const commandQuery = z.strictObject({ dryRun: z.enum(['true', 'false'], 'expected is true or false').optional().describe('true: show the events that would be written; write nothing.') });
export const commandResultSchema = z
  .strictObject({
    outcome: z.enum(['recorded', 'nothing-new', 'would-record']),
    stream: z.string(),
    revision: z.int().optional().describe('Of the last event written.'),
    events: z.array(
      z.strictObject({
        id: z.string().optional(),
        type: z.string(),
        version: z.int(),
        revision: z.int().optional(),
        occurredOn: daySchema,
        payload: z.unknown().optional().describe('In a dry run only.'),
      }),
    ),
  })
  .describe('What was recorded.');

@ApiTags('Commands')
@Controller('commands')
export class CommandsController {
  constructor(private readonly registry: CommandRegistry) {}

  @Get()
  @Documented({ id: 'commands', summary: 'All commands 全部记录命令', answer: commandListSchema })
  list(): z.input<typeof commandListSchema> {
    return {
      commands: this.registry.list().map(({ name, room, summary }) => ({ name, room, summary: { ...summary }, href: `/commands/${name}`, schema: `/commands/${name}/schema` })),
    };
  }

  @Get(':name/schema')
  @Documented({ id: 'command', summary: 'What a command takes 命令格式', params: { name: 'The name of the command.' }, answer: commandSchema, refuses: [404] })
  schema(@Param('name') name: string): z.input<typeof commandSchema> {
    const description = this.known(name);
    const { room, summary, example } = description;
    return { name, room, summary: { ...summary }, example, schema: inputJsonSchema(description) as Record<string, unknown> };
  }

  @Post(':name')
  @Documented({
    id: 'giveCommand',
    summary: 'Gives a command 执行命令',
    description: 'Each command is also listed by itself, with its schema. Giving the same command again records nothing new and answers 200.',
    params: { name: 'The name of the command.' },
    query: commandQuery,
    body: { type: 'application/json', schema: z.record(z.string(), z.unknown()), description: 'The input of the command.' },
    answer: commandResultSchema,
    answerStatus: 201,
    alsoAnswers: { 200: 'Nothing new, or a dry run: nothing was written.' },
    refuses: [404, 409, 422],
  })
  async give(
    @Param('name') name: string,
    @Query(checked(commandQuery)) { dryRun }: z.output<typeof commandQuery>,
    @JsonBody() body: unknown,
    @Asking() { person }: AskedBy,
    @Res({ passthrough: true }) response: Response,
  ) {
    this.known(name);
    const result = await this.registry.dispatch(name, body, { actor: person.subject, correlationId: correlationOf(response), dryRun: dryRun === 'true' });
    response.status(result.outcome === 'recorded' ? 201 : 200);
    return result;
  }

  private known(name: string): CommandDescription {
    const description = this.registry.get(name);
    if (!description) throw refuse('unknown-command', `There is no command '${name.slice(0, 100)}'; all commands are listed at /commands.`, 404, { field: 'name', value: name.slice(0, 100) });
    return description;
  }
}
