import { describe, expect, it } from '@jest/globals';
import { dayOf } from '#platform/kernel/day.js';
import { judged } from '../../../../test/credit/given-rating.js';
import { disputeOn, type PlacedEntryEvent } from './dispute-on.js';
import type { EntryEvent } from './entry-events.js';

const of = { customer_no: 'C1', entry_id: 'COM-01:B1' };
const seen = { as_of: '2024-03-10', known_as_of: '', position: '5', entry: judged.entries[0] };
const placed = (position: number, occurredOn: string, event: EntryEvent): PlacedEntryEvent => ({ position, occurredOn, event });

// The objection of 10 March was recorded late, at position 20; its answer of 25 March at position 30.
const steps = [
  placed(20, '2024-03-10', { type: 'EntryObjectedTo', payload: { ...of, ...seen, objection_id: 'O', objected_on: '2024-03-10', taken_by: 'Bo', statement: '<words>', answer_days: 20, answer_due_on: '2024-03-30' } }),
  placed(30, '2024-04-25', { type: 'EntryObjectionAnswered', payload: { ...of, objection_id: 'O', outcome: 'rejected', answered_on: '2024-04-25', answered_by: 'Cy', answer: '<answer>', corrections: [] } }),
];
const on = (day: string, position = 99) => disputeOn(steps, dayOf(day), position);

describe('what was said about an entry, on both time axes', () => {
  it.each([
    ['the day before the objection', '2024-03-09', 99, null],
    ['the day of the objection', '2024-03-10', 99, { disputed: true, status: 'open', overdue: false }],
    ['the day its answer is due', '2024-03-30', 99, { disputed: true, overdue: false }],
    ['the day after that', '2024-03-31', 99, { disputed: true, overdue: true }],
    ['the day of the answer', '2024-04-25', 99, { disputed: false, status: 'rejected', overdue: false }],
    ['the day of the objection, as known before it was recorded', '2024-03-10', 19, null],
    ['the day of the objection, as known once it was recorded', '2024-03-10', 20, { disputed: true, status: 'open' }],
    ['the day of the answer, as known before that was recorded', '2024-04-25', 29, { disputed: true, status: 'open', overdue: true }],
  ])('on %s', (_, day, position, expected) => {
    const found = on(day as string, position as number);
    if (expected === null) expect(found).toBeNull();
    else expect(found?.dispute).toMatchObject(expected as object);
  });
  it("shows the customer's words with the entry, also after the answer", () => {
    expect(on('2024-03-10')?.sealed).toBe('<words>');
    expect(on('2024-04-25')?.sealed).toBe('<words>');
  });
});
