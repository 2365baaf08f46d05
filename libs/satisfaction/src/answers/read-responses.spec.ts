import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { builtInQuestionnaire, builtInQuestionnaireText, MOBILE_SURVEY_FILE } from '../questionnaires/built-in-questionnaires.js';
import { checkQuestionnaire } from '../questionnaires/check-questionnaire.js';
import { checkAnswers } from './check-answers.js';
import { readResponses } from './read-responses.js';

const supply = builtInQuestionnaire('supply-service');
const read = (text: string, questionnaire = supply) => readResponses(questionnaire, Buffer.from(text), 'answers.csv');

describe('a file of answers', () => {
  it('the mobile survey is 250 respondents with 24 answers each', () => {
    const { responses, emptyRows } = readResponses(builtInQuestionnaire('ecsi-mobile'), readFileSync(MOBILE_SURVEY_FILE), 'mobile-survey.csv');
    expect([responses.length, emptyRows.length, new Set(responses.map(({ answers }) => Object.keys(answers).length))]).toEqual([250, 0, new Set([24])]);
    expect(responses[0]).toMatchObject({ row: 1, line: 2, weight: 1, answers: { CUEX1: 7, PERV2: 3 } });
  });

  it('tells of the respondent what the columns say, and leaves out what is empty', () => {
    const { responses, emptyRows } = read('response_no,responded_on,channel,region,segment,customer_class,weight,d1_1,comment\nA1,2026-11-02,card,north,vip,power,1.5,9,"慢, 但好"\nA2,,,,,,,,\n,,,,,,,3,\n');
    expect(responses).toMatchObject([
      { responseNo: 'A1', respondedOn: '2026-11-02', channel: 'card', region: 'north', segment: 'vip', customerClass: 'power', weight: 1.5, answers: { d1_1: 9, comment: '慢, 但好' } },
      { responseNo: undefined, weight: 1, answers: { d1_1: 3 } },
    ]);
    expect(emptyRows).toEqual([2]);
  });

  it.each<[string, string, RegExp]>([
    ['a rating above the scale', 'd1_1\n11\n', /line 2, column d1_1: 11 is off the scale; expected is a whole number from 1 to 10/],
    ['a rating below it', 'd1_1\n0\n', /0 is off the scale/],
    ['a recommendation above its own scale', 'recommend\n11\n', /from 0 to 10/],
    ['text for a number', 'd1_1,d1_2\n5,good\n', /line 2, column d1_2: expected is a whole number from 1 to 10, not 'good'/],
    ['half a point', 'd1_1\n7.5\n', /not '7.5'/],
    ['an unknown item', 'd1_1,d9_9\n5,5\n', /line 1, column 2: the questionnaire supply-service has no item d9_9/],
    ['a column twice', 'd1_1,d1_1\n5,5\n', /d1_1 stands there twice/],
    ['no item at all', 'region\nnorth\n', /no column is an item/],
    ['a row too short', 'd1_1,d1_2\n5\n', /line 2: the row has 1 fields; expected are 2/],
    ['a number used twice', 'response_no,d1_1\nA,5\nA,6\n', /line 3, column response_no: the number 'A' stands on line 2 already/],
    ['a day that does not exist', 'responded_on,d1_1\n2026-02-30,5\n', /column responded_on: '2026-02-30' is not an existing day/],
    ['a channel nobody knows', 'channel,d1_1\nmystery,5\n', /'mystery' is no channel/],
    ['a negative weight', 'weight,d1_1\n-1,5\n', /column weight: a weight is never negative/],
    ['weights that are all zero', 'weight,d1_1\n0,5\n0,6\n', /all weights are 0/],
    ['no row', 'd1_1\n', /holds no answers/],
    ['nothing', '', /is empty/],
    ['an open quotation', 'd1_1\n"5\n', /not CSV/],
  ])('is refused for %s', (_, text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });
  it('is told every bad cell at once', () => {
    let message = '';
    try { read('d1_1,d1_2\n11,x\n5,0\n'); } catch (error) { message = (error as Error).message; }
    expect(message.split('\n')).toHaveLength(3);
  });
});

describe('the answers of one respondent', () => {
  const draft = JSON.parse(builtInQuestionnaireText('supply-service'));
  draft.scales.yes_no = { kind: 'choice', options: [{ id: 'yes', text: { zh: '是', en: 'yes' } }, { id: 'no', text: { zh: '否', en: 'no' } }] };
  draft.items.unshift({ id: 'called', scale: 'yes_no', role: 'question', name: { zh: '来电', en: 'Called' }, text: { zh: '您是否拨打过 95598？', en: 'Did you call 95598?' }, required: true });
  for (const item of draft.items) if (/^d5_/.test(item.id)) Object.assign(item, { required: true, showIf: { item: 'called', oneOf: ['yes'] } });
  const branching = checkQuestionnaire(draft).questionnaire!;
  const d5 = { d5_1: 5, d5_2: 5, d5_3: 5, d5_4: 5 };

  it.each<[string, Record<string, unknown>, string[]]>([
    ['who called rates the hotline', { called: 'yes', ...d5 }, []],
    ['who did not call is not asked', { called: 'no', d1_1: 5 }, []],
    ['a required item is missing', { d1_1: 5 }, ['missing-required called']],
    ['a required item of an open branch is missing', { called: 'yes', ...d5, d5_3: '' }, ['missing-required d5_3']],
    ['the hotline is rated by somebody who did not call', { called: 'no', d5_1: 9 }, ['not-asked d5_1']],
    ['an option nobody offered', { called: 'perhaps' }, ['unknown-option called']],
    ['a free text too long', { called: 'no', comment: '长'.repeat(2001) }, ['too-long comment']],
    ['a name of the prototype is no item', { called: 'no', constructor: 1 }, ['unknown-item constructor']],
  ])('%s', (_, given, expected) => {
    expect(checkAnswers(branching, given).problems.map(({ code, item }) => `${code} ${item}`)).toEqual(expected);
  });
});
