import type { RuleId } from '../rules/rule-ids.js';
import type { EntryEvent } from './entry-events.js';

/** An objection to an entry as `objections list` shows it; days as YYYY-MM-DD, null for what has not happened. */
export interface ObjectionRow {
  id: string;
  customer_no: string;
  entry_id: string;
  rule: RuleId;
  points: string;
  /** The day asked about when the entry was objected to. */
  as_of: string;
  state: 'open' | 'upheld' | 'rejected';
  noticed_on: string | null;
  objected_on: string;
  taken_by: string;
  answer_due_on: string;
  answered_on: string | null;
  answered_by: string | null;
  /** Ids of the events that put an upheld one right, as far as the answer names them. */
  corrections: string[];
  position: number;
}

/** The row that an objection opens. */
export function openedObjection({ payload }: Extract<EntryEvent, { type: 'EntryObjectedTo' }>, noticedOn: string | null): ObjectionRow {
  return {
    id: payload.objection_id,
    customer_no: payload.customer_no,
    entry_id: payload.entry_id,
    rule: payload.entry.rule,
    points: payload.entry.points,
    as_of: payload.as_of,
    state: 'open',
    noticed_on: noticedOn,
    objected_on: payload.objected_on,
    taken_by: payload.taken_by,
    answer_due_on: payload.answer_due_on,
    answered_on: null,
    answered_by: null,
    corrections: [],
    position: Number(payload.position),
  };
}

/** The row after its answer. */
export function answeredObjection(row: ObjectionRow, { payload }: Extract<EntryEvent, { type: 'EntryObjectionAnswered' }>): ObjectionRow {
  return { ...row, state: payload.outcome, answered_on: payload.answered_on, answered_by: payload.answered_by, corrections: payload.corrections };
}
