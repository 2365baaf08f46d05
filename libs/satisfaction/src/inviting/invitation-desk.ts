import { Inject, Injectable } from '@nestjs/common';
import { customerStream, type CustomerEvent } from '#customers/events.js';
import { erasureStream, type ErasureEvent } from '#erasure/events.js';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { dayInZone, instantOf } from '#platform/config/zone.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Day } from '#platform/kernel/day.js';
import { appendDecided, type Decided } from '#platform/recording/commands/append-decided.js';
import type { CommandContext, CommandResult } from '#platform/recording/commands/command-description.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import { newToken, tokenHash } from '../letterbox/survey-token.js';
import { SurveyOutbox } from '../outbox/survey-outbox.js';
import { askingRules } from './asking-rules.js';
import { customerFacts, type CustomerFacts } from './customer-facts.js';
import { evolveInvitations, invitationIn, NEVER_INVITED, type CustomerInvitations } from './customer-invitations.js';
import { decideCloseInvitations } from './decisions/close-invitation.js';
import { decideInvite, type InviteToSurvey, type NotAsked } from './decisions/invite.js';
import { decideRedeemToken } from './decisions/redeem-token.js';
import { decideRemind } from './decisions/remind.js';
import { invitationStream, type ClosingReason, type InvitationEvent } from './invitation-events.js';

/** Where it is decided on whom is asked, reminded and thanked: it loads one customer's stream, decides and appends. */
@Injectable()
export class InvitationDesk {
  #second = NaN;
  #day: Day = 0;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly outbox: SurveyOutbox,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The supplier's day; worked out once in a second. */
  today(): Day {
    const second = Math.floor(this.clock.nowMicros() / 1e6);
    if (second !== this.#second) [this.#second, this.#day] = [second, dayInZone(instantOf(second * 1e6), this.config.zone)];
    return this.#day;
  }

  /**
   * Asks a customer. First the token waits in the outbox, then the invitation is recorded with its hash: killed in
   * between, the same token is used again. `onNot`: what becomes of a wish that is not granted.
   */
  async invite(wish: InviteToSurvey, context: CommandContext, onNot: 'refuse' | 'ignore'): Promise<CommandResult> {
    const { customerNo, channel } = wish;
    const stream = invitationStream(customerNo);
    for (;;) {
      const [state, facts] = await Promise.all([this.invitationsOf(customerNo), this.factsOf(customerNo)]);
      const decided = decideInvite(state, wish, facts, askingRules(this.today()), this.today());
      if ('not' in decided) {
        if (onNot === 'refuse') throw refusal(decided.not, customerNo);
        return { outcome: 'nothing-new', stream, events: [] };
      }
      const { invitation } = decided.event;
      const token_hash = context.dryRun ? tokenHash(newToken())! : await this.outbox.tokenFor(`${invitation} invitation`, invitation, 'invitation', customerNo, channel);
      const event: InvitationEvent = { type: 'SurveyInvitationIssued', payload: { ...decided.event, token_hash } };
      const result = await this.#append(customerNo, context, (now) => (now.all.length === state.all.length ? [event] : []));
      if (result.outcome !== 'nothing-new') return result;
    }
  }

  /** Reminds, with a token of its own; nothing where there is nobody to remind. */
  async remind(customerNo: string, invitation: string, number: number, context: CommandContext): Promise<CommandResult> {
    const withdrawn = (await this.factsOf(customerNo))?.withdrawn ?? true;
    const decided = decideRemind(await this.invitationsOf(customerNo), invitation, number, withdrawn, this.today());
    if (!decided) return { outcome: 'nothing-new', stream: invitationStream(customerNo), events: [] };
    const channel = invitationIn(await this.invitationsOf(customerNo), invitation)!.issued.channel;
    const token_hash = context.dryRun ? tokenHash(newToken())! : await this.outbox.tokenFor(`${invitation} reminder ${number}`, invitation, 'reminder', customerNo, channel);
    return this.#append(customerNo, context, (now) => {
      const payload = decideRemind(now, invitation, number, withdrawn, this.today());
      return payload ? [{ type: 'SurveyReminderSent', payload: { ...payload, token_hash } }] : [];
    });
  }

  /** Puts on record that an invitation was answered, and the coupon for it. */
  redeem(customerNo: string, invitation: string, context: CommandContext): Promise<CommandResult> {
    const today = this.today();
    return this.#append(customerNo, context, (now) => decideRedeemToken(now, invitation, askingRules(today), today));
  }

  /** Closes what a customer can still answer, and takes the links away. */
  async close(customerNo: string, reason: ClosingReason, context: CommandContext, only?: { readonly wave: string; readonly stratum: string }): Promise<CommandResult> {
    const result = await this.#append(customerNo, context, (now) => decideCloseInvitations(now, customerNo, reason, this.today(), only));
    if (!context.dryRun) await this.outbox.forget((await this.invitationsOf(customerNo)).all.filter(({ closed }) => closed !== null).map(({ id }) => id));
    return result;
  }

  async invitationsOf(customerNo: string): Promise<CustomerInvitations> {
    const events = await this.store.readStream(invitationStream(customerNo));
    return events.reduce((state, { envelope, payload }) => evolveInvitations(state, { type: envelope.type, payload } as unknown as InvitationEvent), NEVER_INVITED);
  }

  async factsOf(customerNo: string): Promise<CustomerFacts | null> {
    const [own, erasures] = await Promise.all([this.store.readStream(customerStream(customerNo)), this.store.readStream(erasureStream(customerNo))]);
    return customerFacts(
      own.map(({ envelope, payload }) => ({ id: envelope.id, event: { type: envelope.type, payload } as unknown as CustomerEvent })),
      erasures.map(({ envelope, payload }) => ({ type: envelope.type, payload }) as unknown as ErasureEvent),
      this.today(),
    );
  }

  #append(customerNo: string, context: CommandContext, decide: (state: CustomerInvitations) => readonly InvitationEvent[]): Promise<CommandResult> {
    return appendDecided<CustomerInvitations, InvitationEvent>(this.store, {
      stream: invitationStream(customerNo),
      initial: NEVER_INVITED,
      evolve: evolveInvitations,
      decide: (state) => decide(state).map((event): Decided<InvitationEvent> => ({ event, occurredOn: dayOfEvent(event), customers: [customerNo] })),
      context,
    });
  }
}

function dayOfEvent(event: InvitationEvent): string {
  switch (event.type) {
    case 'SurveyInvitationIssued':
      return event.payload.issued_on;
    case 'SurveyReminderSent':
      return event.payload.sent_on;
    case 'SurveyTokenRedeemed':
      return event.payload.redeemed_on;
    case 'SurveyCouponGranted':
      return event.payload.granted_on;
    case 'SurveyInvitationClosed':
      return event.payload.closed_on;
  }
}

function refusal({ code, message }: NotAsked, customerNo: string): Error {
  return refuse(code, message, code === 'unknown-customer' ? 404 : 422, { field: 'customer_no', value: customerNo });
}

