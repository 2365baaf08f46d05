import { describe, expect, it } from '@jest/globals';
import { builtInQuestionnaire, builtInQuestionnaireText, BUILT_IN_QUESTIONNAIRES } from './built-in-questionnaires.js';
import { checkQuestionnaire } from './check-questionnaire.js';

/** Spoiled in ways that no type allows. */
type Draft = any;
const problemsOf = (id: (typeof BUILT_IN_QUESTIONNAIRES)[number], spoil: (draft: Draft) => void): string[] => {
  const draft = JSON.parse(builtInQuestionnaireText(id));
  spoil(draft);
  return checkQuestionnaire(draft).problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('the built-in questionnaires', () => {
  it('are sound, speak Chinese and English, and require nothing', () => {
    for (const id of BUILT_IN_QUESTIONNAIRES) {
      const questionnaire = builtInQuestionnaire(id);
      expect(questionnaire.languages).toEqual(['zh', 'en']);
      expect(questionnaire.items.filter(({ required }) => required)).toEqual([]);
    }
  });
  it('supply-service has the seven dimensions with 22 indicators and the four modules of domain.md §5.1', () => {
    const { constructs, modules, items } = builtInQuestionnaire('supply-service');
    expect(constructs.map(({ id, items }) => `${id} ${items.length}`)).toEqual(['d1 2', 'd2 2', 'd3 4', 'd4 4', 'd5 4', 'd6 3', 'd7 3']);
    expect(modules.map(({ id, indicators }) => `${id} ${indicators.length}`)).toEqual(['supply_quality 4', 'basic_service 15', 'value_added 5', 'corporate_image 2']);
    expect(items.filter(({ role }) => role === 'importance').map(({ id, of }) => `${id} ${of}`).slice(0, 2)).toEqual(['i1_1 d1_1', 'i1_2 d1_2']);
    expect(items.filter(({ role }) => role === 'expectation')).toHaveLength(22);
  });
  it('ecsi-mobile has 24 items in seven constructs and twelve paths', () => {
    const { items, constructs, model } = builtInQuestionnaire('ecsi-mobile');
    expect([items.length, constructs.length, model?.paths.length]).toEqual([24, 7, 12]);
  });
});

describe('a questionnaire', () => {
  it.each<[string, (q: Draft) => void, RegExp]>([
    ['has an item in two constructs', (q) => q.constructs[1].items.push('d1_1'), /constructs\[1\]\.items\[2\]: The item d1_1 is in two constructs, d1 and d2/],
    ['has a construct of an unknown item', (q) => q.constructs[0].items.push('d1_9'), /constructs\[0\]\.items\[2\]: The construct d1 names the item d1_9, but there is none/],
    ['has a construct of a free text', (q) => q.constructs[0].items.push('comment'), /comment is no indicator but has the role text/],
    ['has a module that names an unknown item', (q) => q.modules[1].indicators.push('x9'), /modules\[1\]\.indicators\[15\]: The module basic_service names the indicator x9/],
    ['weighs negatively', (q) => { q.indicatorWeights[0].weights = { d1_1: -1 }; }, /indicatorWeights\[0\]\.weights\.d1_1: a weight is never negative/],
    ['weighs a whole dimension with 0', (q) => { q.indicatorWeights[0].weights = { d1_1: 0, d1_2: 0 }; }, /indicatorWeights\[0\]\.weights: All indicators of d1 weigh 0/],
    ['weighs something unknown', (q) => { q.indicatorWeights[0].weights = { z: 1 }; }, /weights\.z: A weight is given to z/],
    ['dates weights backwards', (q) => q.indicatorWeights.push({ ...q.indicatorWeights[0], from: '1899-01-01' }), /indicatorWeights\[1\]\.from: .*begins later/],
    ['weighs all of the CSI with 0', (q) => q.csi.items.forEach((one: Draft) => { one.weight = 0; }), /csi\.items: All items of the CSI weigh 0/],
    ['uses an id twice', (q) => { q.items[1].id = 'd1_1'; }, /items\[1\]\.id: The id d1_1 stands at items\[0\]\.id already/],
    ['lacks a translation', (q) => { delete q.items[3].text.zh; }, /items\[3\]\.text\.zh: The text in zh is missing/],
    ['speaks a language it does not list', (q) => { q.title.de = 'Umfrage'; }, /title\.de: de is not among the languages/],
    ['has a scale that ends where it begins', (q) => { q.scales.rating.to = 1; }, /scales\.rating: The scale runs from 1 to 1/],
    ['names an unknown scale', (q) => { q.items[0].scale = 'stars'; }, /items\[0\]\.scale: .*there is none of that name/],
    ['rates a free text', (q) => { q.items[0].scale = 'free_text'; }, /items\[0\]\.scale: .*needs a rating scale/],
    ['takes the NPS from a scale of 1 to 10', (q) => { q.nps = 'overall'; }, /nps: The NPS is defined on 0 to 10, but overall is rated from 1 to 10/],
    ['branches on a later item', (q) => { q.items[0].showIf = { item: 'overall', atMost: 3 }; }, /items\[0\]\.showIf\.item: .*which is not asked before it/],
    ['branches on itself', (q) => { q.items[0].showIf = { item: 'd1_1', atMost: 3 }; }, /not asked before it/],
    ['branches where nobody can go', (q) => { q.items[5].showIf = { item: 'd1_1', atLeast: 8, atMost: 3 }; }, /items\[5\]\.showIf: No answer to d1_1 meets this condition/],
    ['branches without a condition', (q) => { q.items[5].showIf = { item: 'd1_1' }; }, /items\[5\]\.showIf: expected atLeast, atMost or oneOf/],
    ['asks the importance of nothing', (q) => { q.items.find((one: Draft) => one.id === 'i1_1').of = 'd9_9'; }, /\.of: The item i1_1 belongs to d9_9, but there is no such indicator/],
    ['holds a word nobody knows', (q) => { q.colour = 'red'; }, /\(the file\): .*colour/],
  ])('is refused when it %s', (_, spoil, reason) => {
    expect(problemsOf('supply-service', spoil).join('\n')).toMatch(reason);
  });

  it.each<[string, (q: Draft) => void, RegExp]>([
    ['has a cycle', (q) => q.model.paths.push({ from: 'loyalty', to: 'image' }), /model\.paths: The model has a cycle: image → .*→ image/],
    ['names an unknown construct', (q) => q.model.paths.push({ from: 'price', to: 'value' }), /model\.paths\[12\]\.from: .*names the construct price/],
    ['leads nowhere', (q) => { q.model.target = 'image'; }, /model\.target: No path leads to the target image/],
    ['names a path twice', (q) => q.model.paths.push(q.model.paths[0]), /model\.paths\[12\]: .*stands there twice/],
    ['leads from a construct to itself', (q) => q.model.paths.push({ from: 'image', to: 'image' }), /leads back to where it starts/],
  ])('is refused when its model %s', (_, spoil, reason) => {
    expect(problemsOf('ecsi-mobile', spoil).join('\n')).toMatch(reason);
  });

  it('is refused when its version is not above the published one', () => {
    const { problems } = checkQuestionnaire(JSON.parse(builtInQuestionnaireText('ecsi-mobile')), [{ id: 'ecsi-mobile', version: 1 }]);
    expect(problems[0]).toMatchObject({ path: 'version', message: expect.stringMatching(/published edition never changes/) });
  });
  it('is none at all when the file holds something else', () => {
    for (const input of [null, [], 'text', 7, {}]) expect(checkQuestionnaire(input).problems.length).toBeGreaterThan(0);
  });
});
