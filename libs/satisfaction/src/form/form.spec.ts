import { describe, expect, it } from '@jest/globals';
import { builtInQuestionnaire } from '../questionnaires/built-in-questionnaires.js';
import type { Item, Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { enteredOf, pageWithQuestions, problemsOfPage, stillAsked } from './form-answers.js';
import { formPages, itemsOf } from './form-pages.js';

const supply = builtInQuestionnaire('supply-service');
const item = (id: string, more: Partial<Item> = {}): Item => ({ id, scale: 'rating', role: 'indicator', name: { en: id }, text: { en: id }, required: false, ...more });
const branching: Questionnaire = {
  ...supply, id: 'branching', languages: ['en'], constructs: [], modules: [],
  items: [item('visited'), item('waited', { showIf: { item: 'visited', atLeast: 5 }, required: true }), item('why', { showIf: { item: 'waited', atMost: 3 } }), item('last')],
};

describe('the pages of a form', () => {
  it('ask every item once, at most eleven on a page, and what may be left out last', () => {
    const pages = formPages(supply);
    expect(pages.flatMap(itemsOf).map(({ id }) => id).sort()).toEqual(supply.items.map(({ id }) => id).sort());
    expect(Math.max(...pages.map((page) => itemsOf(page).length))).toBeLessThanOrEqual(11);
    const extra = pages.map((page) => page.extra);
    expect(extra).toEqual([...extra].sort());
    expect(pages.findIndex((page) => itemsOf(page).some(({ id }) => id === 'comment'))).toBeLessThan(extra.indexOf(true));
  });
  it('ask what hangs on an answer on a later page', () => {
    expect(formPages(branching).map((page) => itemsOf(page).map(({ id }) => id))).toEqual([['visited'], ['waited'], ['why', 'last']]);
  });
});

describe('what was entered', () => {
  const pages = formPages(branching);
  it('takes items alone, and the last of what comes twice', () => {
    expect(enteredOf(branching, { visited: ['4', '7'], waited: '  ', _page: '1', constructor: 'x' })).toEqual({ visited: '7' });
  });
  it('given a branch that is not taken, then it is passed over, and its answers are dropped', () => {
    expect([pageWithQuestions(branching, pages, 1, 1, { visited: '3' }), pageWithQuestions(branching, pages, 1, 1, { visited: '7' })]).toEqual([2, 1]);
    expect(stillAsked(branching, { visited: '3', waited: '2', why: '1', last: '9' })).toEqual({ visited: '3', last: '9' });
  });
  it('given a required item without an answer, then its page says so, and no other does', () => {
    expect(problemsOfPage(branching, pages[0], { visited: '7' })).toEqual([]);
    expect(problemsOfPage(branching, pages[1], { visited: '7' })).toMatchObject([{ item: 'waited', code: 'missing-required' }]);
    expect(problemsOfPage(branching, pages[0], { visited: 'x' })).toMatchObject([{ item: 'visited', code: 'not-a-number' }]);
  });
});
