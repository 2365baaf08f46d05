import { describe, expect, it } from '@jest/globals';
import { approved, corrected, issued, judged, noticed, objected, proposed, R, rejected, upheld, withdrawn } from '../../../../test/credit/given-rating.js';
import type { RatingEvent } from './rating-events.js';
import { foldRatingRow, type RatingRow } from './rating-row.js';

const SECOND = 'R-C1-2024-03-31-2';
/** The same event in the stream of the rating that corrects R. */
const second = (event: RatingEvent): RatingEvent => ({ ...event, payload: { ...event.payload, rating_id: SECOND, corrects: R } }) as RatingEvent;

function rowsAfter(...events: RatingEvent[]): Record<string, Partial<RatingRow>> {
  const rows = new Map<string, RatingRow>();
  for (const event of events) foldRatingRow(rows, event);
  return Object.fromEntries(rows);
}

describe('where a rating stands', () => {
  it.each([
    ['proposed', [proposed()], { total: '80.00', grade: 'AA', veto: '', proposed_by: 'Ada', approved_by: null, position: 17 }],
    ['approved', [proposed(), approved], { approved_by: 'Bo', approved_on: '2024-04-03' }],
    ['rejected', [proposed(), rejected], { issued_on: null }],
    ['withdrawn', [proposed(), withdrawn], { issued_on: null }],
    ['issued', [proposed(), approved, issued], { issued_on: '2024-04-04', effective_from: '2024-04-04' }],
    ['noticed', [proposed(), approved, issued, noticed], { noticed_on: '2024-04-10', objection_until: '2024-05-10' }],
    ['objected', [proposed(), approved, issued, objected, noticed], { noticed_on: '2024-04-10', answer_due_on: '2024-05-10' }],
    ['upheld', [proposed(), approved, issued, noticed, objected, upheld], { answered_on: '2024-04-30' }],
    ['corrected', [proposed(), approved, issued, noticed, objected, corrected], { corrected_by: SECOND, answered_on: '2024-05-02' }],
  ])('%s', (state, events, row) => {
    expect(rowsAfter(...events)[R]).toMatchObject({ state, ...row });
  });
  it('shows both vetoes', () => {
    expect(rowsAfter(proposed({ judged: { ...judged, veto: ['COM', 'LAW'], grade: 'D' } }))[R].veto).toBe('COM+LAW');
  });
});

describe('a correction', () => {
  const first = [proposed(), approved, issued, noticed, objected];

  it('is named by what it is to correct, whose state stays', () => {
    expect(rowsAfter(...first, second(proposed()))).toMatchObject({ [R]: { state: 'objected', corrected_by: SECOND }, [SECOND]: { state: 'proposed', corrects: R } });
  });
  it.each([['rejected', rejected], ['withdrawn', withdrawn]])('that is %s leaves it uncorrected', (_, end) => {
    expect(rowsAfter(...first, second(proposed()), second(end))[R]).toMatchObject({ state: 'objected', corrected_by: null });
  });
  it('takes its place when it is issued, and the event that says so changes nothing more', () => {
    const after = rowsAfter(...first, second(proposed()), second(approved), second(issued));
    expect(after[R]).toMatchObject({ state: 'corrected', corrected_by: SECOND, answered_on: '2024-04-04' });
    expect(rowsAfter(...first, second(proposed()), second(approved), second(issued), { ...corrected, payload: { ...corrected.payload, corrected_on: '2024-04-04' } } as RatingEvent)).toEqual(after);
  });
});
