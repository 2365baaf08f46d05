import { formatDay, type Day } from '#platform/kernel/day.js';
import { invitationIn, isOpen, type CustomerInvitations } from '../customer-invitations.js';
import type { SurveyReminderSent } from '../invitation-events.js';

/** A reminder, unless there is nobody left to remind: answered, closed, expired, or reminded so often already. */
export function decideRemind(state: CustomerInvitations, id: string, number: number, withdrawn: boolean, today: Day): Omit<SurveyReminderSent['payload'], 'token_hash'> | null {
  const one = invitationIn(state, id);
  if (!one || withdrawn || !isOpen(one, today) || one.reminders >= number) return null;
  return { invitation: id, customer_no: one.issued.customer_no, number, sent_on: formatDay(today) };
}
