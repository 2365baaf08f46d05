import type { CategoryCode, Grade } from '../rules/rule-ids.js';
import type { RatingStage } from './rating.js';
import type { RatingEvent } from './rating-events.js';
import type { RiskMeasure } from './risk-measures.js';

/** A rating as `ratings list` shows it; days as YYYY-MM-DD, null for what has not happened. */
export interface RatingRow {
  id: string;
  customer_no: string;
  as_of: string;
  total: string;
  grade: Grade;
  /** "" | "COM" | "LAW" | "COM+LAW" */
  veto: string;
  state: RatingStage;
  proposed_on: string;
  proposed_by: string;
  approved_on: string | null;
  approved_by: string | null;
  issued_on: string | null;
  issued_by: string | null;
  effective_from: string | null;
  measures: RiskMeasure[];
  noticed_on: string | null;
  objection_until: string | null;
  objected_on: string | null;
  answer_due_on: string | null;
  answered_on: string | null;
  /** The rating that this one is to correct. */
  corrects: string | null;
  /** The rating that is to correct this one, from its proposal on; it has done so where the state says corrected. */
  corrected_by: string | null;
  edition: string;
  /** Up to which position of the log facts were known when it was judged. */
  position: number;
}

/**
 * Folds one event into the rows of ratings, in place. A correction concerns two ratings, so the rows of both must be
 * there. The switch has no default on purpose.
 */
export function foldRatingRow(rows: Map<string, RatingRow>, event: RatingEvent): void {
  if (event.type === 'RatingProposed') {
    const row = rowOf(event.payload);
    rows.set(row.id, row);
    const old = rows.get(row.corrects ?? '');
    if (old && old.state !== 'corrected') old.corrected_by = row.id;
    return;
  }
  const row = rows.get(event.payload.rating_id);
  if (!row) return;
  switch (event.type) {
    case 'RatingApproved':
      Object.assign(row, { state: 'approved', approved_on: event.payload.approved_on, approved_by: event.payload.approved_by } satisfies Partial<RatingRow>);
      return;
    case 'RatingRejected':
      row.state = 'rejected';
      return leaveUncorrected(rows, row);
    case 'RatingProposalWithdrawn':
      row.state = 'withdrawn';
      return leaveUncorrected(rows, row);
    case 'RatingIssued': {
      const { issued_on, issued_by, effective_from, measures, corrects } = event.payload;
      Object.assign(row, { state: 'issued', issued_on, issued_by, effective_from, measures } satisfies Partial<RatingRow>);
      // The corrected one is closed by an event of its own stream, which follows; nothing is to be seen in between.
      const old = rows.get(corrects ?? '');
      if (old && old.state !== 'corrected') close(old, row.id, issued_on);
      return;
    }
    case 'RatingNoticed':
      if (row.state === 'issued') row.state = 'noticed';
      Object.assign(row, { noticed_on: event.payload.noticed_on, objection_until: event.payload.objection_until } satisfies Partial<RatingRow>);
      return;
    case 'RatingObjectedTo':
      Object.assign(row, { state: 'objected', objected_on: event.payload.objected_on, answer_due_on: event.payload.answer_due_on } satisfies Partial<RatingRow>);
      return;
    case 'RatingUpheld':
      Object.assign(row, { state: 'upheld', answered_on: event.payload.answered_on } satisfies Partial<RatingRow>);
      return;
    case 'RatingCorrected':
      close(row, event.payload.corrected_by, event.payload.corrected_on);
  }
}

function close(row: RatingRow, by: string, on: string): void {
  if (row.state === 'objected') row.answered_on = on;
  row.state = 'corrected';
  row.corrected_by = by;
}

function leaveUncorrected(rows: Map<string, RatingRow>, came_to_nothing: RatingRow): void {
  const old = rows.get(came_to_nothing.corrects ?? '');
  if (old?.corrected_by === came_to_nothing.id) old.corrected_by = null;
}

function rowOf({ rating_id, customer_no, as_of, proposed_on, proposed_by, corrects, judged }: Extract<RatingEvent, { type: 'RatingProposed' }>['payload']): RatingRow {
  return {
    id: rating_id,
    customer_no,
    as_of,
    total: judged.total,
    grade: judged.grade,
    veto: (judged.veto as CategoryCode[]).join('+'),
    state: 'proposed',
    proposed_on,
    proposed_by,
    approved_on: null,
    approved_by: null,
    issued_on: null,
    issued_by: null,
    effective_from: null,
    measures: [],
    noticed_on: null,
    objection_until: null,
    objected_on: null,
    answer_due_on: null,
    answered_on: null,
    corrects: corrects ?? null,
    corrected_by: null,
    edition: judged.edition,
    position: Number(judged.position),
  };
}
