import { describe, expect, it } from '@jest/globals';
import { EventTypes } from '#platform/event-store/event-types.js';
import { by, judged, outcome } from '../../../../../test/credit/given-rating.js';
import { foldDisputedEntry } from '../disputed-entry.js';
import { entryEventTypes } from '../entry-event-types.js';
import type { EntryEvent, EntrySeen } from '../entry-events.js';
import type { AboutEntry } from '../entry-step.js';
import { objectionId, entryStream, streamOfObjection } from '../objection-id.js';
import { decideAddEntryStatement } from './add-entry-statement.js';
import { decideAnswerEntryObjection } from './answer-entry-objection.js';
import { decideNotifyEntry } from './notify-entry.js';
import { decideObjectToEntry } from './object-to-entry.js';
import { decideWithdrawEntryStatement } from './withdraw-entry-statement.js';

// Entry COM-01:B1 of customer C1, which counts from 2024-02-11; the supplier's current day is 2024-06-30.
const ENTRY = 'COM-01:B1';
const FIRST = objectionId('C1', ENTRY, 1);
const SECOND = objectionId('C1', ENTRY, 2);
const ASKED = '2024-06-30';
const seen: EntrySeen = { as_of: ASKED, known_as_of: '2024-06-30T00:00:00.000000Z', position: '17', entry: judged.entries[0] };
const of = { customer_no: 'C1', entry_id: ENTRY };
const noticed: EntryEvent = { type: 'EntryNoticed', payload: { ...of, ...seen, noticed_on: '2024-03-01', noticed_by: 'Ada', channel: 'letter' } };
const objected: EntryEvent = { type: 'EntryObjectedTo', payload: { ...of, ...seen, objection_id: FIRST, objected_on: '2024-03-10', taken_by: 'Bo', statement: '<words>', answer_days: 20, answer_due_on: '2024-03-30' } };
const answered = (result: 'upheld' | 'rejected'): EntryEvent => ({ type: 'EntryObjectionAnswered', payload: { ...of, objection_id: FIRST, outcome: result, answered_on: '2024-03-20', answered_by: 'Cy', answer: '<answer>', corrections: [] } });
const stated: EntryEvent = { type: 'EntryStatementAdded', payload: { ...of, ...seen, added_on: '2024-04-01', taken_by: 'Bo', statement: '<more words>' } };
const withdrawn: EntryEvent = { type: 'EntryStatementWithdrawn', payload: { ...of, withdrawn_on: '2024-04-02', taken_by: 'Bo' } };

const about = (events: EntryEvent[], more: Partial<AboutEntry> = {}): AboutEntry => ({ customerNo: 'C1', entryId: ENTRY, seen, before: foldDisputedEntry(events), ...more });
const types = new EventTypes(entryEventTypes);
const event = (decide: () => ReturnType<typeof decideNotifyEntry>) => {
  const made = decide();
  types.check(made);
  expect(made.customers).toEqual(['C1']);
  return made;
};

describe('noticing an adverse entry', () => {
  const notify = (events: EntryEvent[], more: Partial<AboutEntry> = {}, noticed_on?: string) => () => decideNotifyEntry(about(events, more), { noticed_on, channel: 'letter' }, by('Ada'), ASKED);

  it('given nothing was said yet, then the notice names the entry as it stands', () => {
    expect(event(notify([], {}, '2024-03-01'))).toMatchObject({ type: 'EntryNoticed', occurredOn: '2024-03-01', payload: { ...of, noticed_by: 'Ada', channel: 'letter', position: '17', entry: { points: '-20.00', facts: ['e1', 'e2'] } } });
  });
  it('given a reward, then refused: only adverse entries are noticed', () => {
    outcome(notify([], { seen: { ...seen, entry: { ...seen.entry, points: '5.00' } } })).thenRefused('not-adverse');
  });
  it.each([
    ['it was noticed', [noticed], undefined, 'already-noticed'],
    ['a day before the entry begins', [], '2024-02-10', 'before-previous-step'],
    ['a day ahead', [], '2024-07-01', 'future-day'],
  ])('given %s, then refused', (_, events, day, code) => {
    outcome(notify(events as EntryEvent[], {}, day as string | undefined)).thenRefused(code as string);
  });
  it('given no such entry that day, then refused', () => {
    outcome(notify([], { seen: null })).thenRefused('unknown-entry');
  });
});

describe('objecting to an entry', () => {
  const object = (events: EntryEvent[], objected_on = '2024-03-10', more: Partial<AboutEntry> = {}) => () => decideObjectToEntry(about(events, more), { objected_on, statement: '<words>' }, by('Bo'), ASKED, 20);

  it.each([['no notice', []], ['a notice', [noticed]]])('given %s, then it is disputed and to be answered within 20 days', (_, events) => {
    expect(event(object(events))).toMatchObject({ type: 'EntryObjectedTo', occurredOn: '2024-03-10', payload: { objection_id: FIRST, answer_days: 20, answer_due_on: '2024-03-30', statement: '<words>' } });
  });
  it('given an objection that was answered, then another is numbered 2', () => {
    expect(event(object([objected, answered('rejected')], '2024-04-01')).payload.objection_id).toBe(SECOND);
  });
  it('given it is disputed already, then refused, naming the objection', () => {
    expect(outcome(object([objected], '2024-03-11')).thenRefused('already-disputed')).toContain(FIRST);
  });
  it.each([
    ['a day before the last step', [noticed], '2024-02-29', 'before-previous-step'],
    ['a day ahead', [], '2024-07-01', 'future-day'],
  ])('given %s, then refused', (_, events, day, code) => {
    outcome(object(events as EntryEvent[], day as string)).thenRefused(code as string);
  });
  it('given no such entry that day, then refused', () => {
    outcome(object([], undefined, { seen: null })).thenRefused('unknown-entry');
  });
});

describe('answering an objection to an entry', () => {
  const CORRECTION = '11111111-1111-4111-8111-111111111111';
  const answer = (events: EntryEvent[], actor: string, more: Partial<Parameters<typeof decideAnswerEntryObjection>[2]> = {}, id = FIRST) => () =>
    decideAnswerEntryObjection(foldDisputedEntry(events), id, { outcome: 'upheld', answer: '<answer>', answered_on: '2024-03-20', corrections: [], ...more }, by(actor));

  it('given it is open, then another person upholds it and names what puts the entry right', () => {
    expect(event(answer([noticed, objected], 'Cy', { corrections: [CORRECTION, CORRECTION] }))).toMatchObject({ type: 'EntryObjectionAnswered', occurredOn: '2024-03-20', payload: { objection_id: FIRST, outcome: 'upheld', answered_by: 'Cy', corrections: [CORRECTION] } });
  });
  it('given it is open, then another person rejects it', () => {
    expect(event(answer([objected], 'Cy', { outcome: 'rejected' })).payload.outcome).toBe('rejected');
  });
  it('given its day has passed, then it is answered late all the same', () => {
    expect(event(answer([objected], 'Cy', { answered_on: '2024-06-30' })).occurredOn).toBe('2024-06-30');
  });
  it.each([['took it down', 'bo'], ['gave notice of the entry', 'ADA']])('given who %s, then refused', (_, actor) => {
    outcome(answer([noticed, objected], actor)).thenRefused('four-eyes');
  });
  it.each([
    ['it was answered', [objected, answered('rejected')], FIRST, 'already-answered'],
    ['a later one was lodged', [objected, answered('rejected'), { ...objected, payload: { ...objected.payload, objection_id: SECOND } } as EntryEvent], FIRST, 'already-answered'],
    ['nobody objected', [noticed], FIRST, 'unknown-objection'],
    ['an id that is yet to come', [objected], SECOND, 'unknown-objection'],
  ])('given %s, then refused', (_, events, id, code) => {
    outcome(answer(events as EntryEvent[], 'Cy', {}, id as string)).thenRefused(code as string);
  });
  it('given it is rejected, then there is nothing to correct', () => {
    outcome(answer([objected], 'Cy', { outcome: 'rejected', corrections: [CORRECTION] })).thenRefused('correction-of-what-stands');
  });
  it('given a day before the objection, then refused', () => {
    outcome(answer([objected], 'Cy', { answered_on: '2024-03-09' })).thenRefused('before-previous-step');
  });
});

describe("the customer's own statement", () => {
  it('given none, then it stands beside the entry', () => {
    expect(event(() => decideAddEntryStatement(about([]), { added_on: '2024-04-01', statement: '<words>' }, by('Bo'), ASKED))).toMatchObject({ type: 'EntryStatementAdded', payload: { statement: '<words>', added_on: '2024-04-01' } });
  });
  it('given an objection and a later statement, then the later words stand', () => {
    expect(foldDisputedEntry([objected])?.statement).toBe('<words>');
    expect(foldDisputedEntry([objected, answered('rejected'), stated])?.statement).toBe('<more words>');
  });
  it('given one, then it is withdrawn', () => {
    expect(event(() => decideWithdrawEntryStatement(foldDisputedEntry([stated]), ENTRY, {}, by('Bo')))).toMatchObject({ type: 'EntryStatementWithdrawn', occurredOn: '2024-06-30' });
  });
  it.each([['nothing was said', []], ['it was withdrawn', [stated, withdrawn]]])('given %s, then there is none to withdraw', (_, events) => {
    outcome(() => decideWithdrawEntryStatement(foldDisputedEntry(events), ENTRY, {}, by('Bo'))).thenRefused('no-statement');
  });
});

describe("an objection's id", () => {
  it('leads to the stream of its entry, whatever the numbers hold', () => {
    for (const [customer, entry] of [['C1', ENTRY], ['a-1', 'LAW-01:x'], ['客户 7', 'COM-01:账单-1']]) expect(streamOfObjection(objectionId(customer, entry, 12))).toBe(entryStream(customer, entry));
  });
  it('tells apart what runs together when written side by side', () => {
    expect(entryStream('C1', '-COM-01:B')).not.toBe(entryStream('C1-', 'COM-01:B'));
  });
  it.each(['', 'O-C1-1', 'R-C1-2024-03-31-1', `${FIRST}x`])('is not %p', (text) => {
    expect(streamOfObjection(text)).toBeNull();
  });
});
