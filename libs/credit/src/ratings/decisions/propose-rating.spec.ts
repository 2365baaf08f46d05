import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { approved, by, corrected, given, issued, judged, noticed, objected, outcome, proposed, R, rejected, upheld, withdrawn } from '../../../../../test/credit/given-rating.js';
import type { RatingEvent } from '../rating-events.js';
import { foldRating, type Rating } from '../rating.js';
import { decideProposeRating, type ProposeRating } from './propose-rating.js';

const asOf = dayOf('2024-03-31');
const command: ProposeRating = { customerNo: 'C1', asOf, proposedOn: '2024-06-01', judged };
const rating = (...events: RatingEvent[]): Rating => foldRating(events) as Rating;
const correcting = (...events: RatingEvent[]): ProposeRating => ({ ...command, correcting: { rating: rating(...events), reason: 'B1 is exempt.' } });

describe('proposing a rating', () => {
  it('given none, then it is numbered 1 and carries the score as judged', () => {
    outcome(() => decideProposeRating([], { ...command, note: 'yearly' }, by('Ada'))).then('RatingProposed', '2024-06-01', { rating_id: R, as_of: '2024-03-31', proposed_by: 'Ada', note: 'yearly', judged: { total: '80.00', grade: 'AA', position: '17' } });
  });
  it('given no day, then it is proposed today', () => {
    outcome(() => decideProposeRating([], { ...command, proposedOn: undefined }, by('Ada'))).then('RatingProposed', '2024-06-30', {});
  });
  it.each([['rejected', rejected], ['withdrawn', withdrawn]])('given one that was %s, then the next is numbered 2', (_, end) => {
    outcome(() => decideProposeRating([rating(proposed(), end)], command, by('Ada'))).then('RatingProposed', '2024-06-01', { rating_id: 'R-C1-2024-03-31-2' });
  });
  it.each([
    ['proposed', [proposed()]],
    ['approved', [proposed(), approved]],
    ['issued', [proposed(), approved, issued]],
    ['upheld', [proposed(), approved, issued, noticed, objected, upheld]],
  ])('given one as of that day that is %s, then refused, naming it', (_, events) => {
    expect(outcome(() => decideProposeRating([rating(...events)], command, by('Ada'))).thenRefused('already-proposed')).toContain(R);
  });
  it.each([
    ['a day that is yet to come', { asOf: dayOf('2024-07-01'), proposedOn: undefined }, 'future-day'],
    ['a proposal before the day asked about', { proposedOn: '2024-03-30' }, 'before-previous-step'],
    ['a proposal tomorrow', { proposedOn: '2024-07-01' }, 'future-day'],
    ['no day at all', { proposedOn: '2024-02-30' }, 'malformed-day'],
  ])('given %s, then refused', (_, change, code) => {
    outcome(() => decideProposeRating([], { ...command, ...change }, by('Ada'))).thenRefused(code);
  });
});

describe('proposing a correction', () => {
  it.each([
    ['issued', [proposed(), approved, issued], 'Ada'],
    ['noticed', [proposed(), approved, issued, noticed], 'Ada'],
    ['objected to', [proposed(), approved, issued, noticed, objected], 'Cy'],
    ['upheld', [proposed(), approved, issued, noticed, objected, upheld], 'Ada'],
  ])('given a rating that is %s, then the new one names the old one', (_, events, actor) => {
    outcome(() => decideProposeRating([rating(...events)], correcting(...events), by(actor))).then('RatingProposed', '2024-06-01', { rating_id: 'R-C1-2024-03-31-2', corrects: R, reason: 'B1 is exempt.' });
  });
  it.each([['its proposer', ' ADA'], ['its issuer', 'bo']])('given an objection, then %s does not answer it by a correction', (_, actor) => {
    given(proposed(), approved, issued, noticed, objected)
      .when((old) => decideProposeRating([old], { ...command, correcting: { rating: old, reason: 'x' } }, by(actor)))
      .thenRefused('four-eyes');
  });
  it.each([
    ['was not issued', [proposed(), approved], 'wrong-state'],
    ['was corrected', [proposed(), approved, issued, corrected], 'already-corrected'],
  ])('given a rating that %s, then refused', (_, events, code) => {
    outcome(() => decideProposeRating([], correcting(...events), by('Ada'))).thenRefused(code);
  });
  it('given a step after the day of the correction, then refused', () => {
    outcome(() => decideProposeRating([], { ...correcting(proposed(), approved, issued, noticed), proposedOn: '2024-04-09' }, by('Ada'))).thenRefused('before-previous-step');
  });
  it('given a rating of another customer, then refused', () => {
    outcome(() => decideProposeRating([], { ...correcting(proposed({ customer_no: 'C2' }), approved, issued) }, by('Ada'))).thenRefused('wrong-customer');
  });
});
