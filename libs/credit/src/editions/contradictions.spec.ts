import { describe, expect, it } from '@jest/globals';
import { builtInEditionText } from './built-in-edition.js';
import { checkEdition, type PublishedEdition } from './contradictions.js';

type Draft = ReturnType<typeof draft>;
/** A sound edition under a name and a first day of its own, ready to be spoiled. */
function draft() {
  const edition = JSON.parse(builtInEditionText());
  return { ...edition, id: 'next', inForceFrom: '2027-01-01' };
}
const published: PublishedEdition[] = [{ id: 's001-2018', inForceFrom: '1900-01-01' }];
const problemsOf = (spoil: (edition: Draft) => void): string[] => {
  const edition = draft();
  spoil(edition);
  return checkEdition(edition, published).problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('an edition', () => {
  it('is accepted when nothing contradicts anything', () => {
    expect(problemsOf(() => {})).toEqual([]);
  });

  it.each<[string, (edition: Draft) => void, RegExp]>([
    ['names an unknown rule', (e) => { e.rules['COM-99'] = e.rules['COM-01']; }, /rules\.COM-99: There is no rule COM-99/],
    ['lacks a rule', (e) => { delete e.rules['LAW-05']; }, /rules\.LAW-05/],
    ['repairs an unknown rule', (e) => { e.rules['COM-07'].repairs.value.push('COM-55'); }, /COM-07 is to repair COM-55, but there is no such rule/],
    ['repairs a rule of another category', (e) => { e.rules['COM-07'].repairs.value.push('LAW-01'); }, /another category/],
    ['starts on a first day already taken', (e) => { e.inForceFrom = '1900-01-01'; }, /first day 1900-01-01 is taken by edition s001-2018/],
    ['takes an id already published', (e) => { e.id = 's001-2018'; }, /An edition s001-2018 is published already/],
    ['lets arrears lapse before a clean year can repair it', (e) => { e.rules['COM-01'].windowMonths.value = 12; }, /COM-07 can never take effect on COM-01/],
    ['lets an accident lapse before three years are over', (e) => { e.rules['SAF-01'].windowMonths.value = 35; }, /SAF-08 can never take effect on SAF-01/],
    ['has full marks that do not make 100', (e) => { e.categories.COM.fullMarks.value = '31'; }, /full marks of a power customer make 101/],
    ['leaves totals without a grade', (e) => { e.grades[5].from.value = '10'; }, /must begin at 0/],
    ['orders grades wrongly', (e) => { e.grades[1].from.value = '95'; }, /Grade AA begins at 95, not below AAA at 90/],
    ['makes the second step cheaper than the first', (e) => { e.rules['COM-02'].points.value = '-5'; }, /COM-02 replaces COM-01 but costs less/],
    ['rewards with a deduction', (e) => { e.rules['COM-07'].points.value = '-5'; }, /rules\.COM-07\.points\.value/],
    ['begins on a day that does not exist', (e) => { e.inForceFrom = '2027-02-30'; }, /inForceFrom: expected an existing day/],
    ['states points as a number', (e) => { e.rules['COM-01'].points.value = -10; }, /rules\.COM-01\.points\.value/],
    ['leaves out where a value comes from', (e) => { delete e.rules['COM-01'].points.source; }, /rules\.COM-01\.points\.source/],
  ])('is refused when it %s', (_, spoil, reason) => {
    expect(problemsOf(spoil).join('\n')).toMatch(reason);
  });

  it('keeps a reward that follows on the very last day of what it repairs', () => {
    expect(problemsOf((e) => { for (const id of ['SAF-01', 'SAF-02', 'SAF-03', 'SAF-04']) e.rules[id].windowMonths.value = 36; })).toEqual([]);
  });

  it('is no edition at all when the file holds something else', () => {
    for (const input of [null, [], 'text', 7, {}]) expect(checkEdition(input, published).problems.length).toBeGreaterThan(0);
  });
});
