import { WITHHELD_BELOW } from '../indices/figure.js';
import { FIELD_WORDS } from './field-words.js';
import { STOP_WORDS } from './stop-words.js';

export interface Theme {
  readonly theme: string;
  /** Respondents whose text holds it, each once. */
  readonly respondents: number;
  /** Of all who wrote a text, 0–1. */
  readonly share: number;
}

export interface Themes {
  /** Respondents who wrote anything. */
  readonly texts: number;
  readonly themes: readonly Theme[];
}

const HAN = /\p{Script=Han}/u;
const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, known);
  return known;
}

/**
 * Words of a text that may name a theme, in order: segmented by Unicode's word boundaries and, for Chinese, the dictionary
 * of ICU (Intl.Segmenter), with the words of the field joined again; lower case, NFKC; without stop words, numbers and
 * single characters. Language by script: a text with Han characters is Chinese, any other English.
 */
export function themeWords(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const language = HAN.test(plain) ? 'zh' : 'en';
  const segments = [...segmenter(language).segment(plain)];
  const words: string[] = [];
  for (let i = 0; i < segments.length; i++) {
    const joined = fieldWordAt(segments, i);
    const word = joined?.word ?? segments[i].segment;
    if (joined) i += joined.length - 1;
    else if (!segments[i].isWordLike || /^[\p{N}.,]+$/u.test(word)) continue;
    if ([...word].length >= 2 && !STOP.has(word)) words.push(word);
  }
  return words;
}

/** The longest word of the field that begins at a segment and ends with one, of several segments. */
function fieldWordAt(segments: readonly Intl.SegmentData[], i: number): { word: string; length: number } | null {
  let found: { word: string; length: number } | null = null;
  let word = segments[i].segment;
  for (let length = 2; i + length <= segments.length && word.length < LONGEST; length++) {
    word += segments[i + length - 1].segment;
    if (FIELD.has(word)) found = { word, length };
  }
  return found;
}

const FIELD = new Set(FIELD_WORDS);
const LONGEST = Math.max(...FIELD_WORDS.map((word) => word.length));
const STOP = new Set(Object.values(STOP_WORDS).flat());

/**
 * How many respondents name each theme, most first, equal ones by their text. A theme of fewer than 5 respondents is left
 * out, so that nobody is recognised by a rare word. `texts` holds one text a respondent.
 */
export function themeFrequencies(texts: Iterable<string>, { least = WITHHELD_BELOW, limit = 100 }: { least?: number; limit?: number } = {}): Themes {
  const counts = new Map<string, number>();
  let written = 0;
  for (const text of texts) {
    if (text.trim() === '') continue;
    written++;
    for (const word of new Set(themeWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const themes = [...counts]
    .filter(([, respondents]) => respondents >= least)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([theme, respondents]) => ({ theme, respondents, share: respondents / written }));
  return { texts: written, themes };
}
