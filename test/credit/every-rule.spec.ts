import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { formatPoints, parsePoints } from '#platform/kernel/points.js';
import { assess } from '#credit/assessing/assess.js';
import type { Assessment } from '#credit/assessing/assessment.js';
import { factsOn } from '#credit/case-file/facts-on.js';
import type { CreditFact } from '#credit/case-file/fold-case-file.js';
import { builtInEditionText } from '#credit/editions/built-in-edition.js';
import { compileEdition } from '#credit/editions/compiled-edition.js';
import { EditionBook } from '#credit/editions/edition-book.js';
import type { Edition } from '#credit/editions/edition-schema.js';
import { GRADES, RULE_IDS } from '#credit/rules/rule-ids.js';
import { bill, builtIn, fileOf, line, opened, paid, theft } from './customer-of.js';
import { assessed, dayAfter, dayBefore, finding, incident, RULE_CASES, type RuleCase } from './rule-cases.js';

const on = (given: readonly CreditFact[], day: string, book: EditionBook): Assessment => assess(factsOn(fileOf(given), dayOf(day)), dayOf(day), book);

/** Points of all live entries of a rule on a day; "" if there is none. */
function pointsOn({ given, rule }: RuleCase, day: string, book: EditionBook): string {
  const entries = on(given, day, book).entries.filter((entry) => entry.rule === rule);
  return entries.length === 0 ? '' : formatPoints(entries.reduce((sum, { points }) => sum + points, 0));
}

/** What a case says, on four days: before the first, the first, the last, after the last. */
function checkRule(one: RuleCase, book: EditionBook): string[] {
  const { first, last, points, around = '' } = one;
  const expected: [string, string][] = [[dayBefore(first), around], [first, points]];
  if (last !== null) expected.push([last, points], [dayAfter(last), around]);
  return expected
    .filter(([day, wanted]) => pointsOn(one, day, book) !== wanted)
    .map(([day, wanted]) => `${one.rule}, ${one.what}, on ${day}: expected '${wanted}', found '${pointsOn(one, day, book)}'`);
}

const power = opened('2023-01-01');
const twice = [power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10'), bill('2023-04-25'), paid('2023-04-25', '2023-06-10')];
const dispatch = finding('dispatch_violation', '2023-03-25');
const halfLess = assessed('operations', '4.5', '2023-03-01', '2023-03-25');

/** Totals on and just below every bound of a grade; full marks, veto, scale. All on 2023-06-30. */
const SCORES: readonly [CreditFact[], string][] = [
  [[power], '30.00/20.00/30.00/10.00/5.00/5.00 = 100.00 AAA'],
  [[power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10')], '20.00/20.00/30.00/10.00/5.00/5.00 = 90.00 AAA'],
  [[power, bill('2023-03-25'), paid('2023-03-25', '2023-05-10'), halfLess], '20.00/20.00/30.00/10.00/4.50/5.00 = 89.50 AA'],
  [twice, '10.00/20.00/30.00/10.00/5.00/5.00 = 80.00 AA'],
  [[...twice, halfLess], '10.00/20.00/30.00/10.00/4.50/5.00 = 79.50 A'],
  [[...twice, dispatch], '10.00/20.00/30.00/0.00/5.00/5.00 = 70.00 A'],
  [[...twice, dispatch, halfLess], '10.00/20.00/30.00/0.00/4.50/5.00 = 69.50 B'],
  [[...twice, dispatch, incident('cascade_trip_branch', '2023-03-25')], '10.00/10.00/30.00/0.00/5.00/5.00 = 60.00 B'],
  [[...twice, dispatch, incident('cascade_trip_branch', '2023-03-25'), halfLess], '10.00/10.00/30.00/0.00/4.50/5.00 = 59.50 C'],
  [[...twice, dispatch, incident('cascade_trip_substation', '2023-03-25')], '10.00/0.00/30.00/0.00/5.00/5.00 = 50.00 C'],
  [[...twice, dispatch, incident('cascade_trip_substation', '2023-03-25'), halfLess], '10.00/0.00/30.00/0.00/4.50/5.00 = 49.50 D'],
  [[power, ...theft('2023-03-01', '2023-03-25')], '30.00/20.00/0.00/10.00/5.00/5.00 = 70.00 D veto LAW'],
  [[power, bill('2023-03-25'), paid('2023-03-25', '2023-06-26')], '0.00/20.00/30.00/10.00/5.00/5.00 = 70.00 D veto COM'],
  [[opened('2023-01-01', 'lighting'), bill('2023-03-25'), paid('2023-03-25', '2023-05-10')], '33.33/50.00 = 83.33 AA'],
];

function checkScores(book: EditionBook): string[] {
  const wrong = SCORES.filter(([given, expected]) => line(on(given, '2023-06-30', book)) !== expected).map(([given, expected]) => `expected ${expected}, found ${line(on(given, '2023-06-30', book))}`);
  const provisional = ['2024-01-01', '2024-01-02'].map((day) => on([power], day, book).provisional);
  if (provisional.join() !== 'true,false') wrong.push('provisional through 2024-01-01');
  for (const [area, code] of [['operations', 'OPS'], ['development', 'DEV']] as const) {
    const stale = ['2024-03-01', '2024-03-02'].map((day) => on([power, assessed(area, '4', '2023-03-01', '2023-03-25')], day, book).stale.join());
    if (stale.join('|') !== `|${code}`) wrong.push(`${code} stale from 2024-03-02`);
  }
  return wrong;
}

const someCaseFails = (book: EditionBook): boolean => RULE_CASES.some((one) => checkRule(one, book).length > 0) || checkScores(book).length > 0;

interface Mutation {
  what: string;
  mutate(edition: Edition): void;
}

/** What only keeps an edition from contradicting itself, or says what a finding is, scores nobody. */
const NO_SCORE = new Set(['repairs', 'earliest', 'criterion']);

/** Every number of the edition, a little more and a little less. */
function mutations(edition: Edition): Mutation[] {
  const found: Mutation[] = [];
  const number = (what: string, at: (edition: Edition) => { value: string | number }): void => {
    const { value } = at(edition);
    for (const by of [1, -1]) {
      const changed = typeof value === 'number' ? value + by : formatPoints(parsePoints(value)! + by * 5000).replace(/^-?0\.00$/, '0');
      found.push({ what: `${what} ${value} → ${changed}`, mutate: (copy) => void (at(copy).value = changed) });
    }
  };
  for (const id of RULE_IDS) {
    for (const name of Object.keys(edition.rules[id])) {
      if (!NO_SCORE.has(name)) number(`${id}.${name}`, (copy) => (copy.rules[id] as Record<string, { value: string | number }>)[name]);
    }
  }
  for (const code of ['COM', 'SAF', 'LAW', 'COO', 'OPS', 'DEV'] as const) number(`${code}.fullMarks`, (copy) => copy.categories[code].fullMarks);
  edition.grades.forEach(({ grade }, i) => {
    // Below the last bound there is nothing.
    if (grade !== GRADES[GRADES.length - 1]) number(`${grade}.from`, (copy) => copy.grades[i].from);
  });
  number('provisionalMonths', (copy) => copy.provisionalMonths);
  found.push(
    { what: 'no veto on COM', mutate: (copy) => void (copy.veto.categories.value = ['LAW']) },
    { what: 'no veto on LAW', mutate: (copy) => void (copy.veto.categories.value = ['COM']) },
    { what: 'a veto on COO', mutate: (copy) => void (copy.veto.categories.value = ['COM', 'LAW', 'COO']) },
    { what: 'veto grade C', mutate: (copy) => void (copy.veto.grade.value = 'C') },
    { what: 'lighting unscaled', mutate: (copy) => void (copy.classes.lighting.scale.value = '1/1') },
  );
  return found;
}

const SOURCE = JSON.parse(builtInEditionText()) as Edition;

describe('every rule on its first and last day', () => {
  it.each(RULE_CASES)('$rule: $what', (one) => {
    expect(checkRule(one, builtIn)).toEqual([]);
  });

  it('all 28 rules have a case', () => {
    expect([...new Set(RULE_CASES.map(({ rule }) => rule))].sort()).toEqual([...RULE_IDS].sort());
  });

  it('bounds of grades, full marks, veto, scale, terms of marks', () => {
    expect(checkScores(builtIn)).toEqual([]);
  });
});

describe('an edition with one number changed', () => {
  it.each(mutations(SOURCE))('$what: some case above fails', ({ mutate }) => {
    const copy = structuredClone(SOURCE);
    mutate(copy);
    expect(someCaseFails(EditionBook.only(compileEdition(copy)))).toBe(true);
  });
});
