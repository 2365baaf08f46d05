import { examplePayload, payloadSchema, type PayloadSchema } from '#platform/event-store/example-payload.js';
import type { EventType } from '#platform/event-store/event-types.js';
import { canonicalJson } from '#platform/kernel/canonical-json.js';

/** Whoever hears of events: a read model or a process. */
export interface Listener {
  readonly name: string;
  readonly eventTypes: readonly string[];
}

/** docs/events: one page per room and a list of all types, from the registry and those who listen. */
export function eventPages(types: readonly EventType[], listeners: readonly Listener[]): Map<string, string> {
  const rooms = [...new Set(types.map(roomOf))].sort();
  const ofRoom = (room: string): EventType[] => types.filter((one) => roomOf(one) === room);
  const list = rooms.map((room) => `## ${room}\n\n| event | version | what it says | 含义 |\n|---|---|---|---|\n${newest(ofRoom(room)).map(({ type, version, meaning }) => `| [${type}](${room}.md#${type.toLowerCase()}) | ${version} | ${meaning?.en ?? ''} | ${meaning?.zh ?? ''} |`).join('\n')}\n`);
  const heading = `# Events\n\nEverything that the log may hold. Each type and version has a strict schema, which is checked when an event is written and again when it is read; an event written in an older version is read as the newest. These pages are written by \`node apps/cli/bin/run.mjs apps/cli/src/write-event-pages.ts\`.\n`;
  return new Map([['README.md', [heading, ...list].join('\n')], ...rooms.map((room) => [`${room}.md`, page(room, ofRoom(room), listeners)] as const)]);
}

const roomOf = ({ room }: EventType): string => room ?? 'platform';

function newest(types: readonly EventType[]): EventType[] {
  return types.filter(({ type, version }) => !types.some((other) => other.type === type && other.version > version));
}

function page(room: string, types: readonly EventType[], listeners: readonly Listener[]): string {
  return `# Events of ${room}\n${newest(types).map((one) => section(one, types.filter(({ type, version }) => type === one.type && version < one.version), listeners)).join('')}`;
}

function section(one: EventType, older: readonly EventType[], listeners: readonly Listener[]): string {
  const { type, version, meaning, stream, unlinked } = one;
  const heard = listeners.filter(({ eventTypes }) => eventTypes.includes(type)).map(({ name }) => `\`${name}\``);
  return [
    `\n## ${type}\n\n${meaning?.en ?? ''}\n\n${meaning?.zh ?? ''}\n`,
    `Version ${version}${older.length > 0 ? `; read from version ${older.map((old) => old.version).join(', ')} as well` : ''}. Stream \`${stream ?? 'of its own'}\`. ${unlinked ? 'Without actor, correlation or causation. ' : ''}Who listens: ${heard.join(', ') || 'nobody; it is read from its stream'}.\n`,
    `| field | required | type | personal | |\n|---|---|---|---|---|\n${fields(payloadSchema(one), one.personal ?? []).join('\n')}\n`,
    `\`\`\`json\n${canonicalJson(examplePayload(one))}\n\`\`\`\n`,
  ].join('\n');
}

/** One row for each field; those of nested objects under `name.inner`, of lists under `name[]`. */
function fields({ properties = {}, required = [] }: PayloadSchema, personal: readonly string[], prefix = ''): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const inner = property.items ?? property;
    const row = `| \`${path}\` | ${required.includes(name) ? 'yes' : ''} | ${typeName(property)} | ${isPersonal(name, personal)} | ${described(property)} |`;
    return [row, ...(inner.properties ? fields(inner, [], `${path}${property.items ? '[]' : ''}.`) : [])];
  });
}

function isPersonal(name: string, personal: readonly string[]): string {
  if (personal.includes(name)) return 'encrypted';
  if (name === 'personal_hash') return 'keyed hash';
  return /_by$/.test(name) ? 'an employee’s name' : '';
}

function typeName({ type, enum: choices, anyOf, items }: PayloadSchema): string {
  if (anyOf) return anyOf.map(typeName).join(' or ');
  if (items) return `list of ${typeName(items)}`;
  return choices ? 'choice' : type === 'string' ? 'text' : type === 'integer' ? 'whole number' : type === 'boolean' ? 'truth' : (type ?? 'anything');
}

function described({ description, enum: choices, anyOf, items }: PayloadSchema): string {
  const inner = anyOf?.find((one) => one.description ?? one.enum) ?? items;
  if (!description && !choices) return inner ? described(inner) : '';
  return [description, choices && `One of ${choices.map(String).join(', ')}.`].filter(Boolean).join(' ').replaceAll('|', '\\|');
}
