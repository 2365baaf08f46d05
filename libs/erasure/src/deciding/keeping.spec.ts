import { describe, expect, it } from '@jest/globals';
import { whatKeeps, whatStays } from './keeping.js';

const nothing = { arrears: null, openObjections: [], ratings: [] };
const codes = (facts: Partial<Parameters<typeof whatKeeps>[0]>, day = '2026-03-01') => whatKeeps({ ...nothing, ...facts }, day).map(({ code }) => code);

describe('what forbids erasing a person', () => {
  it('is an open claim, a question without an answer and a decision under way; else nothing', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ arrears: { bills: 2, fen: '12345' } })).toEqual(['open-arrears']);
    expect(whatKeeps({ ...nothing, arrears: { bills: 2, fen: '5' } }, '2026-03-01')[0].en).toContain('2 overdue bills, 0.05 yuan');
    expect(codes({ openObjections: ['O-1', 'O-2'] })).toEqual(['objection-open', 'objection-open']);
    expect(codes({ ratings: [{ id: 'R', stage: 'under-way', objectionUntil: null }] })).toEqual(['rating-under-way']);
  });
  it('is a rating to which an objection may still be made, and no longer on the day after its term', () => {
    const issued = (objectionUntil: string | null) => codes({ ratings: [{ id: 'R', stage: 'issued', objectionUntil }] });
    expect([issued(null), issued('2026-03-01'), issued('2026-02-28')]).toEqual([['rating-in-term'], ['rating-in-term'], []]);
  });
  it('is dated: what stays names its law as of the day', () => {
    expect(whatStays('2026-03-01').map(({ code }) => code)).toEqual(['accounting-records', 'decisions', 'survey-invitations', 'erasure-itself']);
    expect(whatStays('2020-12-31').map(({ code }) => code)).toEqual(['accounting-records']);
    expect(codes({ openObjections: ['O-1'] }, '2021-10-31')).toEqual([]);
  });
});
