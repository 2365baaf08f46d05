import { describe, expect, it } from '@jest/globals';
import { EditionBook } from '#credit/editions/edition-book.js';
import { builtInEdition } from '#credit/editions/built-in-edition.js';
import { history } from '#credit/histories/history.js';
import type { Backtest } from '#credit/outcomes/backtest.js';
import type { Impact } from '#credit/outcomes/impact.js';
import { dayOf } from '#platform/kernel/day.js';
import { fileOf } from '../../../test/credit/customer-of.js';
import { explanationOf } from '../../../test/credit/explanation-of.js';
import { RULE_CASES } from '../../../test/credit/rule-cases.js';
import { backtestText } from './backtest-text.js';
import { wholeEntryText } from './entry-text.js';
import { explanationText } from './explanation-text.js';
import { historyText } from './history-text.js';
import { impactText } from './impact-text.js';
import { displayWidth } from './table.js';
import { wrap } from './wrap.js';

const tooWide = (text: string): string[] => text.split('\n').filter((line) => displayWidth(line) > 100);
const LANGUAGES = ['en', 'zh'] as const;
const book = EditionBook.of([builtInEdition()]);

describe('what is printed fits 100 columns and holds no colour off a terminal', () => {
  it.each(LANGUAGES)('explanations of every rule, whole entries too (%s)', (language) => {
    for (const { given, first } of RULE_CASES) {
      const explanation = explanationOf(given, first, { language });
      const text = [explanationText(explanation, language), ...explanation.entries.map((entry) => wholeEntryText(entry, language))].join('');
      expect(tooWide(text)).toEqual([]);
      expect(text).not.toMatch(/\u001b|undefined/);
      for (const { event, recordedAt } of explanation.entries[0]?.facts ?? []) {
        expect(text).toContain(event);
        expect(text).toContain(recordedAt);
      }
    }
  });

  it.each(LANGUAGES)('histories, with a chart whose first and last column are the first and last day (%s)', (language) => {
    for (const { given, last, first } of RULE_CASES) {
      const [from, to] = ['2022-01-01', last ?? first];
      const file = fileOf(given);
      const days = history(file, { openedOn: file.facts.opened![0].on, from: dayOf(from), to: dayOf(to), position: given.length, book });
      expect(tooWide(historyText(days, { from, to }, language))).toEqual([]);
    }
    expect(historyText([], { from: '2023-01-01', to: '2023-12-31' }, language)).not.toBe('');
  });

  it.each(LANGUAGES)('backtests, also without anybody, and impacts (%s)', (language) => {
    const grades = (['AAA', 'AA', 'A', 'B', 'C', 'D'] as const).map((grade) => ({ grade, customers: 0, defaulted: 0, rate: null, low: null, high: null }));
    const none: Backtest = { asOf: '2023-01-01', knownAsOf: '', position: 1, editions: [], customers: 0, defaulted: 0, auc: null, ks: null, grades, scores: [], notScored: [], withoutOutcome: 3 };
    const some: Backtest = { ...none, customers: 3, defaulted: 1, auc: 1, ks: 1, scores: [{ total: '50.00', customers: 1, defaulted: 1 }, { total: '100.00', customers: 2, defaulted: 0 }] };
    const changed = [{ customer_no: 'C1', before: 'AAA' as const, after: 'D' as const, totalBefore: '100.00', totalAfter: '40.00', because: [{ rule: 'COM-01' as const, before: '-10.00', after: '-30.00', text: 'x '.repeat(90) }] }];
    const impact: Impact = { asOf: '2023-01-01', knownAsOf: '', position: 1, from: 'a', to: 'b', customers: 1, unchanged: 0, totalsChanged: 0, better: 0, worse: 1, migration: [{ before: 'AAA', after: 'D', customers: 1 }], changed };
    for (const text of [backtestText(none, language), backtestText(some, language), impactText(impact, language)]) expect(tooWide(text)).toEqual([]);
  });
});

describe('wrapping', () => {
  it('breaks between words, between Chinese characters, never before a closing mark', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('拖欠电费（账单）。连续', 10)).toEqual(['拖欠电费', '（账单）。', '连续']);
    expect(wrap('拖欠电费单）。', 12)).toEqual(['拖欠电费', '单）。']);
  });

  it('cuts a word that is longer than a line, and keeps every character', () => {
    expect(wrap('abcdefghij klm', 4)).toEqual(['abcd', 'efgh', 'ij', 'klm']);
    expect(wrap('', 10)).toEqual([]);
  });
});
