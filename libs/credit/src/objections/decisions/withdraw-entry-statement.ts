import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { Acting } from '../../ratings/rating-step.js';
import type { DisputedEntry } from '../disputed-entry.js';
import { entryEvent, entryStepDay } from '../entry-step.js';

/** Takes the customer's statement away again, at the customer's wish. The entry need not be live any more. */
export interface WithdrawEntryStatement {
  readonly withdrawn_on?: string;
}

export function decideWithdrawEntryStatement(record: DisputedEntry | null, entryId: string, command: WithdrawEntryStatement, { actor, today }: Acting): NewEvent {
  if (!record || record.statement === null) throw refuse('no-statement', `No statement stands beside the entry '${entryId}'.`, 404, { field: 'entry_id', value: entryId });
  const on = entryStepDay(record, command.withdrawn_on, 'withdrawn_on', today);
  return entryEvent('EntryStatementWithdrawn', record.customerNo, on, { customer_no: record.customerNo, entry_id: record.entryId, withdrawn_on: formatDay(on), taken_by: actor });
}
