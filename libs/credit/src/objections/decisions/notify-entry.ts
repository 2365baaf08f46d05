import { formatDay } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { NoticeChannel } from '../../ratings/rating-events.js';
import type { Acting } from '../../ratings/rating-step.js';
import { entryEvent, entryStepDay, requireSeen, type AboutEntry } from '../entry-step.js';

/** Records that the customer was told of an adverse entry (domain.md §3.5). */
export interface NotifyEntry {
  readonly noticed_on?: string;
  readonly channel: NoticeChannel;
}

export function decideNotifyEntry(about: AboutEntry, command: NotifyEntry, { actor, today }: Acting, asOf: string): NewEvent {
  const { seen, record } = requireSeen(about, asOf);
  if (!seen.entry.points.startsWith('-')) {
    throw refuse('not-adverse', `The entry '${record.entryId}' takes nothing from customer ${record.customerNo}: only adverse entries are noticed.`, 422, { field: 'entry_id', value: record.entryId });
  }
  if (record.noticedOn !== null) throw refuse('already-noticed', `Customer ${record.customerNo} was told of the entry '${record.entryId}' on ${formatDay(record.noticedOn)}.`, 409);
  const on = entryStepDay(record, command.noticed_on, 'noticed_on', today);
  return entryEvent('EntryNoticed', record.customerNo, on, {
    customer_no: record.customerNo,
    entry_id: record.entryId,
    ...seen,
    noticed_on: formatDay(on),
    noticed_by: actor,
    channel: command.channel,
  });
}
