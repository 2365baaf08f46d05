import { describe, it } from '@jest/globals';
import { approved, corrected, given, issued, noticed, objected, proposed, R } from '../../../../../test/credit/given-rating.js';
import type { RatingEvent } from '../rating-events.js';
import { foldRating, type Rating } from '../rating.js';
import { decideMarkRatingCorrected } from './mark-rating-corrected.js';

const SECOND = 'R-C1-2024-03-31-2';
const other = (corrects: string | undefined, ...events: RatingEvent[]): Rating => foldRating([proposed({ rating_id: SECOND, corrects }), ...events]) as Rating;

describe('marking a rating as corrected', () => {
  it('given its correction is issued, then it is corrected by it, on that day', () => {
    given(proposed(), approved, issued).when((rating) => decideMarkRatingCorrected(rating, other(R, approved, issued))).then('RatingCorrected', '2024-04-04', { corrected_by: SECOND });
  });
  it('given an objection recorded for a later day, then no step lies before it', () => {
    given(proposed(), approved, issued, noticed, objected).when((rating) => decideMarkRatingCorrected(rating, other(R, approved, issued))).then('RatingCorrected', '2024-04-20', {});
  });
  it('given it is marked already by the same, then nothing happens', () => {
    given(proposed(), approved, issued, corrected).when((rating) => decideMarkRatingCorrected(rating, other(R, approved, issued))).thenNothing();
  });
  it.each([
    ['a correction that is only approved', other(R, approved), 'wrong-state'],
    ['a rating that corrects another', other('R-C1-2024-01-31-1', approved, issued), 'no-correction'],
    ['a rating that corrects none', other(undefined, approved, issued), 'no-correction'],
  ])('given %s, then refused', (_, by, code) => {
    given(proposed(), approved, issued).when((rating) => decideMarkRatingCorrected(rating, by)).thenRefused(code);
  });
});
