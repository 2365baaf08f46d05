import type { Command } from 'commander';
import { LANGUAGES, type Language } from '#credit/explaining/explanation.js';
import { refuse } from '#platform/deciding/refusal.js';

export const languageOption = (command: Command): Command => command.option('--lang <lang>', 'en or zh (中文)', 'en');

/** Refuses, with status 400, a language nobody has words for. */
export function languageGiven(text: string): Language {
  const found = LANGUAGES.find((language) => language === text);
  if (found) return found;
  throw refuse('unknown-language', `--lang '${text}': there are words in ${LANGUAGES.join(' and ')} only.`, 400, { field: 'lang', value: text });
}
