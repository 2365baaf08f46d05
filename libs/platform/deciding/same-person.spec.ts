import { describe, expect, it } from '@jest/globals';
import { plainName, samePerson } from './same-person.js';

describe('two names of one person', () => {
  it.each([
    ['li.wei', 'LI.Wei '],
    ['Ｌｉ Ｗｅｉ', 'li wei'],
    ['li\u00a0 wei', 'li wei'],
    ['li\u200bwei', 'liwei'],
    ['strauß', 'STRAUSS'],
    ['root acting as Ada', 'root acting as Bo'],
    ['root acting as Ada', 'ROOT'],
  ])('%p and %p', (a, b) => {
    expect(samePerson(a, b)).toBe(true);
  });

  it('two names of two persons stay apart', () => {
    expect(samePerson('li.wei', 'li.wen')).toBe(false);
    expect(samePerson('root acting as Ada', 'Ada')).toBe(false);
  });

  it('a name of nothing visible is empty', () => {
    expect(plainName(' \u200b\u2060 ')).toBe('');
  });
});
