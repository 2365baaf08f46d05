import type { ListedRating, ShownRating } from '#credit/ratings/rating-list.js';
import { table } from './table.js';

// Ids are copied from here, so that no column gives way.
const UNCUT = Number.MAX_SAFE_INTEGER;

const graded = ({ grade, total, veto }: { grade: string; total: string; veto: string }): string => `${grade} (${total}${veto === '' ? '' : `, veto ${veto}`})`;

/** One line: what a rating says and where it stands. */
export function ratingLine(rating: ListedRating): string {
  const more = [
    rating.corrects !== null && `corrects ${rating.corrects}`,
    rating.corrected_by !== null && `${rating.state === 'corrected' ? 'corrected' : 'to be corrected'} by ${rating.corrected_by}`,
    rating.state === 'noticed' && `objection until ${rating.objection_until}`,
    rating.state === 'objected' && `answer due on ${rating.answer_due_on}${rating.overdue ? ', OVERDUE' : ''}`,
  ].filter((part) => part !== false);
  return `${rating.id}: ${graded(rating)} as of ${rating.as_of}, ${rating.state}${more.map((part) => `; ${part}`).join('')}`;
}

export function ratingTable(ratings: readonly ListedRating[]): string {
  const today = ({ grade_now, differs_now }: ListedRating): string => (grade_now === null ? '' : differs_now ? `${grade_now} (differs)` : grade_now);
  const due = (rating: ListedRating): string => (rating.state !== 'objected' ? '' : `${rating.answer_due_on}${rating.overdue ? ' overdue' : ''}`);
  return table(
    ['id', 'total', 'grade', 'veto', 'state', 'proposed by', 'approved by', 'issued', 'answer due', 'corrected by', 'today'],
    ratings.map((one) => [one.id, one.total, one.grade, one.veto, one.state, one.proposed_by, one.approved_by ?? '', one.issued_on ?? '', due(one), one.corrected_by ?? '', today(one)]),
    UNCUT,
  );
}

/** Everything about one rating, for people. */
export function ratingPage(rating: ShownRating): string {
  const { judged } = rating;
  const lines = [
    ratingLine(rating),
    `customer ${rating.customer_no}, ${judged.customer_class}${judged.provisional ? ', provisional' : ''}; edition ${judged.edition}; facts known at ${judged.known_as_of} (position ${judged.position})`,
    ...(rating.effective_from === null ? [] : [`holds from ${rating.effective_from}${rating.measures.length === 0 ? '' : `, with ${rating.measures.join(', ')}`}`]),
    ...(rating.differs_now ? [`Today's computed score is ${rating.grade_now} (${rating.total_now}); what was issued stands until it is corrected.`] : []),
    ...(rating.note === null ? [] : [`note: ${rating.note}`]),
    ...(rating.reason === null ? [] : [`reason: ${rating.reason}`]),
  ];
  const categories = table(['category', 'full', 'deductions', 'rewards', 'value', 'capped'], judged.categories.map((one) => [one.code, one.full, one.deductions, one.rewards, one.value, one.capped]), UNCUT);
  const entries =
    judged.entries.length === 0
      ? 'No entries.\n'
      : table(['entry', 'rule', 'points', 'effective', 'since', 'until', 'facts'], judged.entries.map((one) => [one.id, one.rule, one.points, one.effective, one.since, one.until ?? '', String(one.facts.length)]), UNCUT);
  const steps = rating.steps.map(({ occurredOn, type, by, recordedAt, text, erased }) => `${occurredOn}  ${type}${by === null ? '' : ` by ${by}`} (recorded ${recordedAt ?? 'just now'})${erased ? '\n    (text erased)' : text === null ? '' : `\n    “${text}”`}`);
  return `${lines.join('\n')}\n\n${categories}\n${entries}\n${steps.join('\n')}\n`;
}
