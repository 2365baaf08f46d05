import { describe, it } from '@jest/globals';
import { approved, by, given, issued, noticed, objected, proposed, upheld } from '../../../../../test/credit/given-rating.js';
import { decideUpholdRating } from './uphold-rating.js';

const command = { answered_on: '2024-04-30', answer: '<sealed>' };

describe('upholding a rating', () => {
  it('given an objection, then somebody who neither proposed nor issued it answers', () => {
    given(proposed(), approved, issued, noticed, objected).when((rating) => decideUpholdRating(rating, command, by('Cy'))).then('RatingUpheld', '2024-04-30', { answered_by: 'Cy', answer: '<sealed>' });
  });
  it('given the notice came after the objection, then that is still to be answered', () => {
    given(proposed(), approved, issued, objected, noticed).when((rating) => decideUpholdRating(rating, command, by('Cy'))).then('RatingUpheld', '2024-04-30', {});
  });
  it.each([['its proposer', 'ADA'], ['its issuer', ' bo ']])('given %s, then refused', (_, actor) => {
    given(proposed(), approved, issued, noticed, objected).when((rating) => decideUpholdRating(rating, command, by(actor))).thenRefused('four-eyes');
  });
  it.each([['nobody objected', [proposed(), approved, issued, noticed]], ['it was answered', [proposed(), approved, issued, noticed, objected, upheld]]])('given %s, then refused', (_, events) => {
    given(...events).when((rating) => decideUpholdRating(rating, command, by('Cy'))).thenRefused('wrong-state');
  });
  it('given a day before the objection, then refused', () => {
    given(proposed(), approved, issued, noticed, objected).when((rating) => decideUpholdRating(rating, { ...command, answered_on: '2024-04-19' }, by('Cy'))).thenRefused('before-previous-step');
  });
});
