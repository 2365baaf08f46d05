import { describe, it } from '@jest/globals';
import { approved, by, given, issued, proposed, rejected, withdrawn } from '../../../../../test/credit/given-rating.js';
import { decideApproveRating } from './approve-rating.js';

describe('approving a rating', () => {
  it('given it is proposed, then another person approves it', () => {
    given(proposed()).when((rating) => decideApproveRating(rating, { approved_on: '2024-04-03' }, by('Bo'))).then('RatingApproved', '2024-04-03', { approved_by: 'Bo' });
  });
  it('given no day, then it is approved today', () => {
    given(proposed()).when((rating) => decideApproveRating(rating, {}, by('Bo'))).then('RatingApproved', '2024-06-30', {});
  });
  it.each(['Ada', 'ada', ' Ada ', 'ＡＤＡ', 'A\u200bda'])('given the proposer (as %p), then refused', (actor) => {
    given(proposed()).when((rating) => decideApproveRating(rating, {}, by(actor))).thenRefused('four-eyes');
  });
  it.each([['approved', approved], ['rejected', rejected], ['withdrawn', withdrawn], ['issued', issued]])('given it is %s, then refused', (_, last) => {
    given(proposed(), last).when((rating) => decideApproveRating(rating, {}, by('Cy'))).thenRefused('wrong-state');
  });
  it.each([['2024-04-01', 'before-previous-step'], ['2024-07-01', 'future-day'], ['2024-4-3', 'malformed-day']])('given the day %s, then refused', (approved_on, code) => {
    given(proposed()).when((rating) => decideApproveRating(rating, { approved_on }, by('Bo'))).thenRefused(code);
  });
});
