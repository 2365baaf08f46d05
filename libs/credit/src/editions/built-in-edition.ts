import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { CompiledEdition } from './compiled-edition.js';
import { checkEdition } from './contradictions.js';

export const BUILT_IN_EDITION_FILE = join(CHECKOUT, 'libs/credit/editions/s001-2018.json');

/** The exact text of the built-in edition's file. */
export const builtInEditionText = (): string => readFileSync(BUILT_IN_EDITION_FILE, 'utf8');

let compiled: CompiledEdition | undefined;

/** The edition that is in force from 1900-01-01 and always known (domain.md §3.3, "Editions"). */
export function builtInEdition(): CompiledEdition {
  if (compiled) return compiled;
  const { edition, problems } = checkEdition(JSON.parse(builtInEditionText()), []);
  if (!edition) throw new Error(`the built-in edition is not sound: ${problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
  return (compiled = edition);
}
