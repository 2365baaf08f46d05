import { describe, it } from '@jest/globals';
import { approved, by, given, issued, noticed, objected, proposed } from '../../../../../test/credit/given-rating.js';
import { decideNotifyRating } from './notify-rating.js';

const command = { noticed_on: '2024-04-10', channel: 'letter' as const };

describe('noticing a rating', () => {
  it('given it is issued, then the term runs from the notice and its last day stands in the event', () => {
    given(proposed(), approved, issued).when((rating) => decideNotifyRating(rating, command, by('Ada'), 30)).then('RatingNoticed', '2024-04-10', { channel: 'letter', term_days: 30, objection_until: '2024-05-10' });
  });
  it('given the customer objected before, then the notice is recorded all the same', () => {
    given(proposed(), approved, issued, objected).when((rating) => decideNotifyRating(rating, { channel: 'sms' }, by('Ada'), 30)).then('RatingNoticed', '2024-06-30', { objection_until: '2024-07-30' });
  });
  it('given it was noticed, then refused: the term runs from the first notice', () => {
    given(proposed(), approved, issued, noticed).when((rating) => decideNotifyRating(rating, { channel: 'sms' }, by('Ada'), 30)).thenRefused('already-noticed');
  });
  it('given it is not issued, then refused', () => {
    given(proposed(), approved).when((rating) => decideNotifyRating(rating, command, by('Ada'), 30)).thenRefused('wrong-state');
  });
  it('given a day before it was issued, then refused', () => {
    given(proposed(), approved, issued).when((rating) => decideNotifyRating(rating, { ...command, noticed_on: '2024-04-03' }, by('Ada'), 30)).thenRefused('before-previous-step');
  });
});
