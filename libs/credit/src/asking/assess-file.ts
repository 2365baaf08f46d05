import { refuse } from '#platform/deciding/refusal.js';
import { formatDay, type Day } from '#platform/kernel/day.js';
import { assess, openingOf } from '../assessing/assess.js';
import type { Assessment } from '../assessing/assessment.js';
import type { CaseFile, OpeningFact } from '../case-file/case-file.js';
import { factsOn, type KnownFacts } from '../case-file/facts-on.js';
import type { Question } from './question.js';

/** A customer's assessment with everything it was made from. */
export interface AssessedCustomer {
  readonly file: CaseFile;
  readonly facts: KnownFacts;
  readonly opening: OpeningFact;
  readonly closedOn: Day | null;
  readonly assessment: Assessment;
}

/**
 * A customer's assessment from the case file at hand. Refuses, with status 404, a customer unknown as of then, one not
 * opened yet on the day asked about, and an account closed before it; with status 503 one of whom an event is parked.
 */
export function assessFile(file: CaseFile, question: Question, explain = false): AssessedCustomer {
  const { customerNo } = file;
  const { asOf, position, book, knownAsOf } = question;
  const field = { field: 'customer_no', value: customerNo };
  if (question.parked?.has(customerNo)) {
    throw refuse('customer-parked', `Something recorded of customer ${customerNo} could not be projected yet, so that any score would be wrong. projections parked shows it; questions as known before it are answered.`, 503, field);
  }
  const ever = openingOf(factsOn(file, Number.MAX_SAFE_INTEGER, position));
  if (!ever) {
    throw file.facts.opened
      ? refuse('unknown-customer', `Customer ${customerNo} was not on record as known at ${knownAsOf} (position ${position}).`, 404, field)
      : refuse('unknown-customer', `There is no customer ${customerNo}.`, 404, field);
  }
  const facts = factsOn(file, asOf, position);
  const opening = openingOf(facts);
  if (!opening) {
    throw refuse('not-open-yet', `Customer ${customerNo} was opened on ${formatDay(ever.on)}: on ${formatDay(asOf)} there was nothing to score yet.`, 404, field);
  }
  const closing = facts.all('closed')[0];
  if (closing && closing.on < asOf) {
    throw refuse('account-closed', `Customer ${customerNo} was closed on ${formatDay(closing.on)} and is scored through that day: ask with --as-of ${formatDay(closing.on)}.`, 404, field);
  }
  return { file, facts, opening, closedOn: closing?.on ?? null, assessment: assess(facts, asOf, book, explain) };
}
