import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Process, Reaction } from '#platform/processing/process.js';
import type { EntryEvent } from '../objections/entry-events.js';
import type { RatingEvent } from '../ratings/rating-events.js';
import type { ObjectionSubject } from './overdue-answer-events.js';

const HEARS = ['EntryObjectedTo', 'EntryObjectionAnswered', 'RatingObjectedTo', 'RatingUpheld', 'RatingCorrected'] as const;
type Heard = Extract<EntryEvent | RatingEvent, { type: (typeof HEARS)[number] }>;

/** The term is in the event; that its last day is over is said by the day's closing. */
const waitFor = (subject: ObjectionSubject, id: string, answerDueOn: string): Reaction[] => [{ remind: `${subject} ${id}`, on: answerDueOn, note: { subject, id } }];
const answered = (subject: ObjectionSubject, id: string): Reaction[] => [{ forget: `${subject} ${id}` }];

/** An objection has a term for its answer. When it passes without one, that goes on record by itself. */
export const whenAnAnswerIsOverdueThenRecordIt: Process = {
  name: 'when-an-answer-is-overdue-then-record-it',
  room: 'credit',
  eventTypes: HEARS,
  gives: ['RecordOverdueAnswer'],

  react({ envelope, payload }: NumberedEvent): readonly Reaction[] {
    const event = { type: envelope.type, payload } as unknown as Heard;
    switch (event.type) {
      case 'EntryObjectedTo':
        return waitFor('entry', event.payload.objection_id, event.payload.answer_due_on);
      case 'EntryObjectionAnswered':
        return answered('entry', event.payload.objection_id);
      case 'RatingObjectedTo':
        return waitFor('rating', event.payload.rating_id, event.payload.answer_due_on);
      case 'RatingUpheld':
      case 'RatingCorrected':
        return answered('rating', event.payload.rating_id);
    }
  },

  onTimer({ key, note }): readonly Reaction[] {
    return [{ give: 'RecordOverdueAnswer', input: { ...note, customer_no: key } }];
  },
};
