import { describe, expect, it } from '@jest/globals';
import { approved, by, corrected, given, issued, noticed, objected, proposed, upheld } from '../../../../../test/credit/given-rating.js';
import { decideObjectToRating } from './object-to-rating.js';

const on = (objected_on: string) => ({ objected_on, statement: '<sealed>' });

describe('objecting to a rating', () => {
  it.each([['the first day', '2024-04-10', '2024-04-30'], ['the last day', '2024-05-10', '2024-05-30']])('given notice of 2024-04-10 and 30 days, on %s, then it is in time', (_, day, due) => {
    given(proposed(), approved, issued, noticed).when((rating) => decideObjectToRating(rating, on(day), by('Ada'), 20)).then('RatingObjectedTo', day, { statement: '<sealed>', answer_days: 20, answer_due_on: due });
  });
  it('given the day after the term, then refused, naming its last day', () => {
    expect(given(proposed(), approved, issued, noticed).when((rating) => decideObjectToRating(rating, on('2024-05-11'), by('Ada'), 20)).thenRefused('objection-late')).toContain('2024-05-10');
  });
  it('given no notice yet, then the term has not begun and it is in time', () => {
    given(proposed(), approved, issued).when((rating) => decideObjectToRating(rating, on('2024-06-29'), by('Ada'), 20)).then('RatingObjectedTo', '2024-06-29', {});
  });
  it.each([
    ['it is not issued', [proposed(), approved]],
    ['it was objected to', [proposed(), approved, issued, noticed, objected]],
    ['it was upheld', [proposed(), approved, issued, noticed, objected, upheld]],
    ['it was corrected', [proposed(), approved, issued, noticed, corrected]],
  ])('given %s, then refused', (_, events) => {
    given(...events).when((rating) => decideObjectToRating(rating, on('2024-05-05'), by('Ada'), 20)).thenRefused('wrong-state');
  });
  it('given a day before the notice, then refused', () => {
    given(proposed(), approved, issued, noticed).when((rating) => decideObjectToRating(rating, on('2024-04-09'), by('Ada'), 20)).thenRefused('before-previous-step');
  });
});
