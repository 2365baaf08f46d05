import type { Language } from '../explaining/explanation.js';

type Phrase = (words: { what: string; old: string; now: string }) => string;

/** Why a customer changes grade under another edition, in one language. A missing key is a compile error. */
export interface ImpactWording {
  RULE: Phrase;
  CATEGORIES: Phrase;
  FULL: Phrase;
  VETO: Phrase;
  'VETO-GRADE': Phrase;
  GRADES: Phrase;
}

export const IMPACT_WORDINGS: Readonly<Record<Language, ImpactWording>> = {
  en: {
    RULE: ({ what, old, now }) => (old === '' ? `${what} applies (${now}).` : now === '' ? `${what} no longer applies (it was ${old}).` : `${what} counts ${now} instead of ${old}.`),
    CATEGORIES: ({ old, now }) => `The categories scored are ${now} instead of ${old}.`,
    FULL: ({ what, old, now }) => `Full marks of ${what} are ${now} instead of ${old}.`,
    VETO: ({ old, now }) => (now === '' ? `The veto on ${old} falls.` : old === '' ? `A veto on ${now} applies.` : `The veto is on ${now} instead of ${old}.`),
    'VETO-GRADE': ({ old, now }) => `A veto makes the grade ${now} instead of ${old}.`,
    GRADES: ({ what, old, now }) => `Grade ${what} begins at ${now} instead of ${old}.`,
  },
  zh: {
    RULE: ({ what, old, now }) => (old === '' ? `适用 ${what}（${now}）。` : now === '' ? `不再适用 ${what}（原为 ${old}）。` : `${what} 计 ${now}，原为 ${old}。`),
    CATEGORIES: ({ old, now }) => `评分指标为 ${now}，原为 ${old}。`,
    FULL: ({ what, old, now }) => `${what} 满分为 ${now}，原为 ${old}。`,
    VETO: ({ old, now }) => (now === '' ? `${old} 的一票否决解除。` : old === '' ? `${now} 一票否决。` : `一票否决项为 ${now}，原为 ${old}。`),
    'VETO-GRADE': ({ old, now }) => `一票否决后为 ${now} 级，原为 ${old} 级。`,
    GRADES: ({ what, old, now }) => `${what} 级自 ${now} 分起，原为 ${old} 分。`,
  },
};
