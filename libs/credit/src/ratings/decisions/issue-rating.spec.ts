import { describe, expect, it } from '@jest/globals';
import { approved, by, corrected, given, issued, judged, proposed, rejected } from '../../../../../test/credit/given-rating.js';
import { foldRating } from '../rating.js';
import { decideIssueRating } from './issue-rating.js';

describe('issuing a rating', () => {
  it('given it is approved, then its grade holds from that day', () => {
    given(proposed(), approved).when((rating) => decideIssueRating(rating, { issued_on: '2024-04-04' }, by('Bo'))).then('RatingIssued', '2024-04-04', { issued_by: 'Bo', grade: 'AA', effective_from: '2024-04-04', measures: [] });
  });
  it('given a later first day and measures, then they stand in the event, once each', () => {
    given(proposed(), approved)
      .when((rating) => decideIssueRating(rating, { issued_on: '2024-04-04', effective_from: '2024-08-01', measures: ['faster_reminders', 'prepayment', 'prepayment'] }, by('Bo')))
      .then('RatingIssued', '2024-04-04', { effective_from: '2024-08-01', measures: ['prepayment', 'faster_reminders'] });
  });
  it.each([
    ['nobody approved it', [proposed()]],
    ['it was rejected', [proposed(), rejected]],
    ['it is issued already', [proposed(), approved, issued]],
  ])('given %s, then refused', (_, events) => {
    given(...events).when((rating) => decideIssueRating(rating, {}, by('Bo'))).thenRefused('wrong-state');
  });
  it('given a D that nobody approved, then it takes no effect', () => {
    given(proposed({ judged: { ...judged, grade: 'D', veto: ['LAW'] } })).when((rating) => decideIssueRating(rating, {}, by('Bo'))).thenRefused('wrong-state');
  });
  it.each(['security_deposit', 'refusal_of_supply', 'changed_tariff'])('given the measure %s, then refused by the law it breaks', (measure) => {
    const message = given(proposed(), approved).when((rating) => decideIssueRating(rating, { measures: ['prepayment', measure] }, by('Bo'))).thenRefused('unlawful-measure');
    expect(message).toContain('Electricity Law art. 26');
  });
  it.each([['2024-04-02', 'before-previous-step'], ['2024-07-01', 'future-day']])('given the day %s, then refused', (issued_on, code) => {
    given(proposed(), approved).when((rating) => decideIssueRating(rating, { issued_on }, by('Bo'))).thenRefused(code);
  });
  it.each([['2024-06-29', 'effective-before-issue'], ['soon', 'malformed-day']])('given it is to hold from %s although issued on 2024-06-30, then refused', (effective_from, code) => {
    given(proposed(), approved).when((rating) => decideIssueRating(rating, { effective_from }, by('Bo'))).thenRefused(code);
  });
  it('given what it corrects was corrected by another meanwhile, then refused', () => {
    const old = foldRating([proposed(), approved, issued, corrected]);
    given(proposed({ rating_id: 'R-C1-2024-03-31-3', corrects: 'R-C1-2024-03-31-1' }), approved).when((rating) => decideIssueRating(rating, {}, by('Bo'), old)).thenRefused('already-corrected');
  });
});
