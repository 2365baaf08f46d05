import type { ZodType } from 'zod';

/** What a zod schema says of itself, as far as payloads are made of it. */
export interface PayloadDefinition {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: DefinedCheck } }[];
  readonly shape?: Readonly<Record<string, ZodType>>;
  readonly catchall?: ZodType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly innerType?: ZodType;
  readonly element?: ZodType;
  readonly format?: string;
  readonly check?: string;
  readonly pattern?: RegExp;
}

interface DefinedCheck {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly pattern?: RegExp;
}

/** Undefined for what is no zod schema. */
export const definitionOf = (schema: ZodType | undefined): PayloadDefinition | undefined => (schema as unknown as { def?: PayloadDefinition } | undefined)?.def;

/** Whether a definition is that of an object that takes no field but its own. */
export const isStrictObject = ({ type, catchall }: PayloadDefinition): boolean => type === 'object' && definitionOf(catchall)?.type === 'never';

/** The rules of a text: its length in UTF-16 code units, and patterns; null where it has one that is not known here. */
export function textRules(def: PayloadDefinition): { least: number; most: number; patterns: RegExp[] } | null {
  if (def.format && (def.format !== 'uuid' || !def.pattern)) return null;
  const patterns = def.pattern ? [def.pattern] : [];
  let least = 0;
  let most = Infinity;
  for (const { _zod } of def.checks ?? []) {
    const { check, minimum, maximum, pattern } = _zod.def;
    if (check === 'min_length') least = Math.max(least, minimum!);
    else if (check === 'max_length') most = Math.min(most, maximum!);
    else if (check === 'string_format' && pattern) patterns.push(pattern);
    else return null;
  }
  return patterns.some(({ global, sticky }) => global || sticky) ? null : { least, most, patterns };
}
