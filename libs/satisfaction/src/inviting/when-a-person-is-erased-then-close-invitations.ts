import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Process, Reaction } from '#platform/processing/process.js';

/** Who was erased or restricted is not asked any more: what is open is closed, and its links go. */
export const whenAPersonIsErasedThenCloseInvitations: Process = {
  name: 'when-a-person-is-erased-then-close-invitations',
  room: 'satisfaction',
  eventTypes: ['ErasureOrdered', 'PersonalDataRestricted'],
  gives: ['CloseSurveyInvitations'],

  react({ payload }: NumberedEvent): readonly Reaction[] {
    return [{ give: 'CloseSurveyInvitations', input: { customer_no: payload.customer_no as string, reason: 'erased' } }];
  },
};
