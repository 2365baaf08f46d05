import type { ZodType } from 'zod';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { definitionOf, isStrictObject, textRules, type PayloadDefinition } from './payload-definition.js';

/** A field of a payload, in the order of canonical JSON. Plain data, so that it can be handed to a thread. */
interface PatternField {
  readonly name: string;
  readonly kind: 'text' | 'truth' | 'whole';
  /** Of texts, in UTF-16 code units; of whole numbers, the least. */
  readonly least?: number;
  readonly most?: number;
  /** Whether the text may hold what is escaped. */
  readonly escapes?: boolean;
  /** Patterns (without flags) that the text fits besides. */
  readonly patterns?: readonly string[];
}

/** How the canonical JSON of payloads that fit a schema is read without a JSON parser. */
export interface PayloadPattern {
  /** A regular expression with one group for each field. */
  readonly source: string;
  readonly fields: readonly PatternField[];
}

/** A text, with what is escaped in it. */
const TEXT = '[^"\\\\\\u0000-\\u001f]*(?:\\\\.[^"\\\\\\u0000-\\u001f]*)*';
/** The same of ASCII's characters alone. */
const ASCII_TEXT = TEXT.replaceAll('\\u001f', '\\u001f\\u0080-\\uffff');
/** Patterns that can stand inside of a larger one: no groups, no alternatives, nothing that fits a quotation mark. */
const CAN_BE_INSIDE = /^\^((?:[A-Za-z0-9-]|\\d|\[[A-Za-z0-9-]+\]|\{\d+(?:,\d*)?\}|[*+?])+)\$$/;

/**
 * The pattern of a strict object of texts, choices, truths and whole numbers; null for any other schema. It may miss a
 * payload that fits (then the schema itself is asked), and never takes one that does not: a test holds it against the schema.
 */
export function payloadPattern(schema: ZodType): PayloadPattern | null {
  const object = definitionOf(schema);
  if (!object || !isStrictObject(object) || (object.checks?.length ?? 0) > 0) return null;
  const fields: PatternField[] = [];
  let source = '';
  let before = false;
  // As RFC 8785 sorts them: by UTF-16 code units.
  for (const name of Object.keys(object.shape!).sort()) {
    const outer = definitionOf(object.shape![name])!;
    const optional = outer.type === 'optional';
    const field = fieldPattern(name, optional ? definitionOf(outer.innerType)! : outer);
    if (!field || !/^\w+$/.test(name)) return null;
    fields.push(field.field);
    // A comma, unless nothing stands before.
    const comma = fields.length === 1 ? '' : before ? ',' : '(?:(?<=\\{)|(?<!\\{),)';
    source += optional ? `(?:${comma}"${name}":${field.source})?` : `${comma}"${name}":${field.source}`;
    before ||= !optional;
  }
  return { source: `\\{${source}\\}`, fields };
}

function fieldPattern(name: string, def: PayloadDefinition): { source: string; field: PatternField } | null {
  if (def.type === 'boolean' && !def.checks?.length) return { source: '(true|false)', field: { name, kind: 'truth' } };
  if (def.type === 'enum' && !def.checks?.length) {
    const choices = Object.values(def.entries!);
    return choices.every((one) => typeof one === 'string' && /^[\w-]+$/.test(one)) ? { source: `"(${choices.join('|')})"`, field: { name, kind: 'text' } } : null;
  }
  if (def.type === 'number') return wholePattern(name, def);
  return def.type === 'string' ? textPattern(name, def) : null;
}

function wholePattern(name: string, def: PayloadDefinition): { source: string; field: PatternField } | null {
  if (def.check !== 'number_format' || def.format !== 'safeint') return null;
  let least = 0;
  for (const { _zod } of def.checks ?? []) {
    const { check, value, inclusive } = _zod.def;
    if (check !== 'greater_than' || !inclusive || typeof value !== 'number') return null;
    least = Math.max(least, value);
  }
  return { source: '(0|[1-9]\\d{0,14})', field: { name, kind: 'whole', least } };
}

function textPattern(name: string, def: PayloadDefinition): { source: string; field: PatternField } | null {
  const rules = textRules(def);
  if (!rules || rules.patterns.some(({ flags }) => flags !== '')) return null;
  const { least, most, patterns } = rules;
  const inside = patterns.length === 1 ? CAN_BE_INSIDE.exec(patterns[0].source)?.[1] : undefined;
  const bounds = { ...(least > 0 && { least }), ...(most < Infinity && { most }) };
  return { source: `"(${inside ?? TEXT})"`, field: { name, kind: 'text', ...bounds, escapes: inside === undefined, ...(inside === undefined && patterns.length > 0 && { patterns: patterns.map(({ source }) => source) }) } };
}

/** Reads payloads of one type by its pattern. */
export class PatternReader {
  readonly #any: RegExp;
  readonly #ascii: RegExp;
  readonly #fields: readonly { readonly name: string; readonly kind: string; readonly least: number; readonly most: number; readonly escapes: boolean; readonly tests: readonly RegExp[] | null }[];

  constructor({ source, fields }: PayloadPattern) {
    this.#any = new RegExp(source, 'y');
    this.#ascii = new RegExp(source.replaceAll(TEXT, ASCII_TEXT), 'y');
    this.#fields = fields.map(({ name, kind, least = 0, most = Infinity, escapes = false, patterns }) => ({ name, kind, least, most, escapes, tests: patterns?.map((one) => new RegExp(one)) ?? null }));
  }

  /** The payload that stands in `text` from `start` to `end`, in ASCII if `ascii` asks for it; null where it has to be parsed and checked. */
  read(text: string, start: number, end: number, ascii: boolean): JsonObject | null {
    const expression = ascii ? this.#ascii : this.#any;
    expression.lastIndex = start;
    const found = expression.exec(text);
    if (!found || expression.lastIndex !== end) return null;
    const payload: JsonObject = {};
    for (let i = 0; i < this.#fields.length; i++) {
      const field = this.#fields[i];
      let value: string = found[i + 1];
      if (value === undefined) continue; // an optional one that is not there
      if (field.kind === 'text') {
        if (field.escapes && value.includes('\\')) {
          const said = unescaped(value);
          if (said === null) return null;
          value = said;
        }
        if (value.length < field.least || value.length > field.most || (field.tests && !field.tests.every((one) => one.test(value)))) return null;
        payload[field.name] = value;
      } else if (field.kind === 'truth') payload[field.name] = value === 'true';
      else {
        if (Number(value) < field.least) return null;
        payload[field.name] = Number(value);
      }
    }
    return payload;
  }
}

/** What a text of JSON says; null if it is none. */
function unescaped(text: string): string | null {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return null;
  }
}
