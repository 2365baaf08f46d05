import { describe, expect, it } from '@jest/globals';
import { themeFrequencies, themeWords } from './theme-frequencies.js';

describe('the words of a text that may name a theme', () => {
  it.each<[string, string[]]>([
    ['停电时间太长，电费账单不清楚。', ['停电', '时间', '太长', '电费', '账单', '清楚']],
    ['The waiting time at the hall was too long!', ['waiting', 'time', 'hall', 'long']],
    ['ＢＩＬＬ bill Bill', ['bill', 'bill', 'bill']],
    ['我 2026 年 95598 打了 3 次', []],
    ['营业厅服务态度好，网上营业厅更方便', ['营业厅', '服务态度', '网上营业厅', '方便']],
    ['…!?', []],
  ])('%s', (text, expected) => {
    expect(themeWords(text)).toEqual(expected);
  });
});

describe('frequencies of themes', () => {
  it('count respondents, not mentions, and leave rare words out', () => {
    const texts = [...Array(6).fill('停电 停电 停电'), ...Array(5).fill('bill'), 'Mr Wang of house 7', ''];
    expect(themeFrequencies(texts)).toEqual({ texts: 12, themes: [{ theme: '停电', respondents: 6, share: 0.5 }, { theme: 'bill', respondents: 5, share: 5 / 12 }] });
  });
});
