import { z } from 'zod';
import type { CommandDescription } from '#platform/recording/commands/command-description.js';

/** docs/commands: one page per command and a list of all, from their descriptions. */
export function commandPages(commands: readonly CommandDescription[]): Map<string, string> {
  const rooms = [...new Set(commands.map((command) => command.room))];
  const list = rooms.map((room) => {
    const rows = commands.filter((command) => command.room === room).map(({ name, summary }) => `| [${name}](${name}.md) | ${summary.en} | ${summary.zh} |`);
    return `## ${room}\n\n| command | what it does | 说明 |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  const heading = '# Commands\n\nEvery fact can be recorded by hand: `npx gridledger record COMMAND FILE.json [--dry-run]`; who may, stands in [permissions.md](../permissions.md). These pages are written by `node apps/cli/bin/run.mjs apps/cli/src/write-command-pages.ts`.\n';
  return new Map([['README.md', [heading, ...list].join('\n')], ...commands.map((command) => [`${command.name}.md`, page(command)] as const)]);
}

function page({ name, room, summary, schema, example }: CommandDescription): string {
  const json = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, Property>; required?: string[] };
  const fields = Object.entries(json.properties ?? {}).map(([field, property]) => `| \`${field}\` | ${json.required?.includes(field) ? 'yes' : ''} | ${described(property)} |`);
  return `# ${name}\n\n${summary.en}\n\n${summary.zh}\n\nRoom: ${room}.\n\n| field | required | |\n|---|---|---|\n${fields.join('\n')}\n\n## Example\n\n\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\`\n\n## Schema\n\n\`\`\`json\n${JSON.stringify(json, null, 2)}\n\`\`\`\n`;
}

interface Property {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly anyOf?: readonly Property[];
}

function described({ description, enum: choices, maxLength, anyOf }: Property): string {
  const inner = anyOf?.find((one) => one.description ?? one.enum ?? one.maxLength);
  if (!description && !choices && !maxLength && inner) return described(inner);
  return [description, choices && `One of ${choices.join(', ')}.`, !description && !choices && maxLength && `At most ${maxLength} characters.`].filter(Boolean).join(' ').replaceAll('|', '\\|');
}
