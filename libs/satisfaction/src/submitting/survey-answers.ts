import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Refusal, refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { formatDay } from '#platform/kernel/day.js';
import { DATABASE, EVENT_STORE } from '#platform/tokens.js';
import { checkAnswers } from '../answers/check-answers.js';
import { invitationIn, isOpen, type Invitation } from '../inviting/customer-invitations.js';
import { InvitationDesk } from '../inviting/invitation-desk.js';
import { InvitationList } from '../inviting/invitation-list.js';
import { Letterbox } from '../letterbox/letterbox.js';
import { releaseLetters } from '../letterbox/release-letters.js';
import { answersStreamOf, letterOf, tokenHash } from '../letterbox/survey-token.js';
import { SurveyOutbox } from '../outbox/survey-outbox.js';
import type { Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { SurveyEditions } from '../asking/survey-editions.js';
import { answersEvent } from './answers-event.js';

/** Who holds a token, and what they are asked. `broken`: answers were kept before, and the rest of the sequence is missing. */
export interface Asked {
  readonly invitation: Invitation;
  readonly questionnaire: Questionnaire;
  readonly broken: boolean;
}

/**
 * From a token to an answer that leads nowhere (docs/decisions/answers-without-persons.md). In this order: answers are
 * kept in the letterbox together with the mark that the invitation is used up; the log is told that it was answered, and
 * of the coupon; answers are released with others. Whatever breaks goes on with the same token, or by itself.
 */
@Injectable()
export class SurveyAnswers {
  #wholeOn = '';
  #answered: string[] = [];

  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: InvitationDesk,
    private readonly list: InvitationList,
    private readonly letterbox: Letterbox,
    private readonly outbox: SurveyOutbox,
    private readonly editions: SurveyEditions,
  ) {}

  /** What the holder of a token is asked. `looking` false: whoever has answers to keep finds out about broken ones then. Refuses a token that was never given out (404), was used, has expired, or is not needed any more (409). */
  async ask(token: string, looking = true): Promise<Asked> {
    const hash = tokenHash(token);
    const found = hash === null ? null : await this.list.ofToken(hash);
    const invitation = found && invitationIn(await this.desk.invitationsOf(found.customerNo), found.invitation);
    // One sentence for what was mistyped and what was made up.
    if (!invitation || !invitation.tokenHashes.includes(hash!)) throw refuse('unknown-token', 'This link is not one that was sent to anybody.', 404);
    if (invitation.redeemedOn !== null) throw refuse('token-used', 'This link was used: the answers have arrived, and each link counts once.', 409);
    const open = isOpen(invitation, this.desk.today());
    const broken = (!open || looking) && (await this.letterbox.isSpent(invitation.id));
    if (!broken && !open) {
      if (invitation.closed !== null) throw refuse('survey-closed', 'This survey has all the answers that it needs, and takes no more.', 409);
      throw refuse('token-expired', `This link was good through ${invitation.issued.expires_on}.`, 409);
    }
    return { invitation, questionnaire: await this.editions.edition(invitation.issued.questionnaire, invitation.issued.edition), broken };
  }

  /** Takes answers; `asked`: what `ask` has said a moment ago. Refuses what `ask` refuses, and answers that do not fit, item by item (422). The first ones count. */
  async submit(token: string, given: Readonly<Record<string, unknown>>, asked?: Asked): Promise<void> {
    const { invitation, questionnaire, broken } = asked ?? (await this.ask(token));
    if (!broken) await this.#keep(token, invitation, questionnaire, given);
    await this.#redeem(invitation.issued.customer_no, invitation.id);
  }

  /** Takes the answers that a member of staff was given by a customer, in the customer's place. Refuses like `submit`, and an invitation whose link has left the house (409). */
  async submitFor(customerNo: string, invitationId: string, given: Readonly<Record<string, unknown>>): Promise<void> {
    const invitation = invitationIn(await this.desk.invitationsOf(customerNo), invitationId);
    if (!invitation) throw refuse('unknown-invitation', `There is no invitation '${invitationId}' of customer ${customerNo}.`, 404, { field: 'invitation', value: invitationId });
    if (invitation.redeemedOn !== null) throw refuse('token-used', `The invitation '${invitationId}' was answered on ${invitation.redeemedOn}.`, 409, { field: 'invitation', value: invitationId });
    const link = await this.outbox.linkOf(invitationId);
    if (!link?.token) throw refuse('link-is-out', `The link of '${invitationId}' was sent to the customer, who alone can use it: ask by a new invitation when one is due.`, 409, { field: 'invitation', value: invitationId });
    await this.submit(link.token, given);
  }

  /** Brings to an end what a stop has cut off, and releases what may be released. To be run now and then, and safe to. */
  async run(): Promise<number> {
    for (const { invitation, customerNo } of await this.letterbox.unrecorded()) {
      await this.#redeem(customerNo, invitation);
    }
    // Until now their links were given out to nobody, since they are answered; now they are gone.
    await this.outbox.forget(this.#answered.splice(0));
    const today = this.desk.today();
    const released = await releaseLetters(this.pool, this.store, this.letterbox, answersEvent, today, this.#wholeOn !== formatDay(today));
    this.#wholeOn = formatDay(today);
    return released;
  }

  async #keep(token: string, { id, issued }: Invitation, questionnaire: Questionnaire, given: Readonly<Record<string, unknown>>): Promise<void> {
    const { answers, problems } = checkAnswers(questionnaire, given);
    if (problems.length > 0) throw new Refusal(problems.map(({ code, item, value, message, expected }) => ({ code, field: item, ...(value === undefined ? {} : { value }), expected, message: `${item}: ${message}.` })), 422);
    const garbled = Object.entries(answers).find(([, value]) => typeof value === 'string' && !value.isWellFormed());
    if (garbled) throw refuse('not-a-text', `${garbled[0]}: half of a character stands alone in it; expected is a text.`, 422, { field: garbled[0] });
    if (Object.keys(answers).length === 0) throw refuse('nothing-answered', 'Nothing was answered; expected is at least one answer.', 422);
    const { questionnaire: name, edition, wave = null, channel, region = null, segment = null, customer_class } = issued;
    await this.letterbox.put({
      letter: letterOf(token), invitation: id, customerNo: issued.customer_no, channel,
      content: { stream: answersStreamOf(token), cell: { questionnaire: name, edition, wave, channel, region, segment, customer_class }, receivedOn: formatDay(this.desk.today()), releasedOn: null, answers },
    });
  }

  /** A correlation of its own: nothing that happens to the answers has it. */
  async #redeem(customerNo: string, invitation: string): Promise<void> {
    await this.desk.redeem(customerNo, invitation, { actor: 'survey', origin: 'live', correlationId: randomUUID(), causationId: null });
    this.letterbox.nowRecorded(invitation);
    this.#answered.push(invitation);
  }
}
