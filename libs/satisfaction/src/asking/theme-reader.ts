import { Injectable } from '@nestjs/common';
import { refuse } from '#platform/deciding/refusal.js';
import { WITHHELD_BELOW, tooFew } from '../indices/figure.js';
import { themeFrequencies, themeWords, type Theme } from '../themes/theme-frequencies.js';
import { CountedAnswers } from './counted-answers.js';
import type { SatisfactionInput } from './satisfaction-question.js';
import { SatisfactionReader } from './satisfaction-reader.js';

export interface ToldThemes {
  readonly questionnaire: string;
  readonly edition: number;
  readonly asOf: string;
  readonly wave: string | null;
  readonly item: string;
  /** Respondents who wrote anything. */
  readonly texts: number;
  readonly themes: readonly Theme[];
  /** The texts that hold the word searched for, in the order of their words; withheld below 5. */
  readonly found?: { readonly search: string; readonly texts: number; readonly list: readonly string[] | null; readonly reason?: string };
}

/** What people wrote: themes by frequency, and texts by a word. */
@Injectable()
export class ThemeReader {
  constructor(
    private readonly reader: SatisfactionReader,
    private readonly counted: CountedAnswers,
  ) {}

  /** Refuses what SatisfactionReader.select refuses, and an item that is no text (404). */
  async themes(input: SatisfactionInput, item?: string, search?: string): Promise<ToldThemes> {
    const { known: { questionnaire }, day, wave, families } = await this.reader.select(input);
    const items = questionnaire.items.filter(({ role }) => role === 'text').map(({ id }) => id);
    const asked = item ?? items[0];
    if (asked === undefined || !items.includes(asked)) throw refuse('unknown-item', `The questionnaire ${questionnaire.id} has no text item${asked === undefined ? '' : ` '${asked}'`}${items.length > 0 ? `; there are ${items.join(', ')}` : ''}.`, 404, { field: 'item', value: asked });
    const texts = (await this.counted.respondents({ families, day })).map(({ answers }) => answers[asked]).filter((text): text is string => typeof text === 'string' && text.trim() !== '');
    const enough = texts.length >= WITHHELD_BELOW;
    return {
      questionnaire: questionnaire.id, edition: questionnaire.version, asOf: day, wave, item: asked, texts: texts.length,
      themes: enough ? themeFrequencies(texts).themes : [],
      ...(search === undefined ? {} : { found: foundIn(texts, search) }),
    };
  }
}

function foundIn(texts: readonly string[], search: string): NonNullable<ToldThemes['found']> {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
  const word = plain(search.trim());
  const list = texts.filter((text) => word !== '' && (plain(text).includes(word) || themeWords(text).includes(word)));
  // In the order of their characters: the order of the log would tell who wrote before whom.
  return list.length < WITHHELD_BELOW ? { search, texts: list.length, list: null, reason: tooFew(list.length) } : { search, texts: list.length, list: [...list].sort() };
}
