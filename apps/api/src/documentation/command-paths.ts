import type { OpenAPIObject } from '@nestjs/swagger';
import type { CommandDescription } from '#platform/recording/commands/command-description.js';
import { inputJsonSchema } from '#platform/recording/commands/command-registry.js';

type PathItem = OpenAPIObject['paths'][string];

/** Each command as a path of its own, with the schema and the example that it brings along; the general path says the rest. */
export function commandPaths(commands: readonly CommandDescription[], general: PathItem): OpenAPIObject['paths'] {
  const post = general.post!;
  return Object.fromEntries(
    commands.map((command) => {
      const { $schema: _dialect, ...schema } = inputJsonSchema(command) as Record<string, unknown>;
      const operation = {
        ...post,
        operationId: `give${command.name}`,
        summary: `${command.name}: ${command.summary.en}`,
        description: command.summary.zh,
        tags: ['Commands'],
        parameters: post.parameters?.filter((one) => !('in' in one) || one.in !== 'path'),
        requestBody: { required: true, content: { 'application/json': { schema, example: command.example } } },
      };
      return [`/commands/${command.name}`, { post: operation } as unknown as PathItem];
    }),
  );
}
