import { OUTWARD_LIMIT_DAYS } from '#platform/event-store/may-act-outward.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import type { Process, Reaction } from '#platform/processing/process.js';
import { askingRules } from './asking-rules.js';
import type { InvitationEvent } from './invitation-events.js';

const HEARS = ['SurveyInvitationIssued', 'SurveyTokenRedeemed', 'SurveyInvitationClosed'] as const;
type Heard = Extract<InvitationEvent, { type: (typeof HEARS)[number] }>;

const timer = (invitation: string, number: number): string => `${invitation} ${number}`;

/** Whoever has not answered is reminded on the days that the rules of the invitation's day name. No clock: days are over when the log says so. */
export const whenAnInvitationIsNotAnsweredThenRemind: Process = {
  name: 'when-an-invitation-is-not-answered-then-remind',
  room: 'satisfaction',
  eventTypes: HEARS,
  gives: ['RemindOfSurvey'],

  react({ envelope, payload }: NumberedEvent): readonly Reaction[] {
    const event = { type: envelope.type, payload } as unknown as Heard;
    const { invitation } = event.payload;
    switch (event.type) {
      case 'SurveyInvitationIssued': {
        if (envelope.origin !== 'live') return [];
        const issuedOn = dayOf(event.payload.issued_on);
        return askingRules(issuedOn).remindedAfterDays.map((days, i) => ({ remind: timer(invitation, i + 1), on: formatDay(issuedOn + days - 1), note: { invitation, number: i + 1, due_on: formatDay(issuedOn + days) } }));
      }
      case 'SurveyTokenRedeemed':
      case 'SurveyInvitationClosed':
        // As many as any rules have ever had.
        return [1, 2].map((number) => ({ forget: timer(invitation, number) }));
    }
  },

  onTimer({ key, note }, { today }): readonly Reaction[] {
    const { invitation, number, due_on } = note as { invitation: string; number: number; due_on: string };
    // Looked at long afterwards, a reminder would only puzzle.
    if (today - dayOf(due_on) > OUTWARD_LIMIT_DAYS) return [];
    return [{ give: 'RemindOfSurvey', input: { customer_no: key, invitation, number } }];
  },
};
