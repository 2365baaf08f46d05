import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { decideRecordOverdueAnswer } from './record-overdue-answer.js';

const open = { customerNo: 'C1', open: true, answerDueOn: dayOf('2024-06-30') };
const decide = (objection: typeof open | null, today: string, before = false) =>
  decideRecordOverdueAnswer(before ? { type: 'AnswerFellOverdue', payload: { subject: 'entry', id: 'O1', customer_no: 'C1', answer_due_on: '2024-06-30' } } : null, { subject: 'entry', id: 'O1' }, objection, dayOf(today));

describe('an answer that is overdue', () => {
  it('given the term is over and nothing was answered, then it is recorded', () => {
    expect(decide(open, '2024-07-01')).toEqual({ type: 'AnswerFellOverdue', payload: { subject: 'entry', id: 'O1', customer_no: 'C1', answer_due_on: '2024-06-30' } });
  });
  it('given it was recorded before, or answered meanwhile, then nothing', () => {
    expect([decide(open, '2024-07-01', true), decide({ ...open, open: false }, '2024-07-01')]).toEqual([null, null]);
  });
  it('given the last day of the term, or no such objection, then refused', () => {
    expect(() => decide(open, '2024-06-30')).toThrow(/may be answered through 2024-06-30/);
    expect(() => decide(null, '2024-07-01')).toThrow(/There is no objection to an entry under the id 'O1'/);
  });
});
