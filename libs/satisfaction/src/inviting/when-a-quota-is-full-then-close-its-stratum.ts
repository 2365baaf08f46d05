import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { Process, Reaction } from '#platform/processing/process.js';
import type { SurveyTokenRedeemed } from './invitation-events.js';

/** With each answer to a wave it is looked whether its stratum has all that it needs; who was not quick enough is not asked on. */
export const whenAQuotaIsFullThenCloseItsStratum: Process = {
  name: 'when-a-quota-is-full-then-close-its-stratum',
  room: 'satisfaction',
  eventTypes: ['SurveyTokenRedeemed'],
  gives: ['CloseFullStratum'],

  react({ envelope, payload }: NumberedEvent): readonly Reaction[] {
    const { wave, stratum } = payload as unknown as SurveyTokenRedeemed['payload'];
    return envelope.origin !== 'live' || wave === undefined || stratum === undefined ? [] : [{ give: 'CloseFullStratum', input: { wave, stratum } }];
  },
};
