import { describe, it } from '@jest/globals';
import { approved, by, given, proposed } from '../../../../../test/credit/given-rating.js';
import { decideRejectRating } from './reject-rating.js';

describe('rejecting a rating', () => {
  it('given it is proposed, then another person rejects it and says why', () => {
    given(proposed()).when((rating) => decideRejectRating(rating, { reason: 'A payment is missing.' }, by('Bo'))).then('RatingRejected', '2024-06-30', { rejected_by: 'Bo', reason: 'A payment is missing.' });
  });
  it('given it is a correction, then the event names what stays uncorrected', () => {
    given(proposed({ corrects: 'R-C1-2024-01-31-1' })).when((rating) => decideRejectRating(rating, {}, by('Bo'))).then('RatingRejected', '2024-06-30', { corrects: 'R-C1-2024-01-31-1' });
  });
  it('given the proposer, then refused', () => {
    given(proposed()).when((rating) => decideRejectRating(rating, {}, by('ada'))).thenRefused('four-eyes');
  });
  it('given it is approved, then refused', () => {
    given(proposed(), approved).when((rating) => decideRejectRating(rating, {}, by('Cy'))).thenRefused('wrong-state');
  });
});
