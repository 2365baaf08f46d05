import { Inject, Injectable } from '@nestjs/common';
import { customerStream } from '#customers/events.js';
import type { Config } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { CONFIG, EVENT_STORE, VAULT } from '#platform/tokens.js';
import { invitationIn, isOpen, type Invitation } from '../inviting/customer-invitations.js';
import { InvitationDesk } from '../inviting/invitation-desk.js';
import { SurveyOutbox, type MessageKind, type WaitingMessage } from './survey-outbox.js';

/** What is to be sent to whom. */
export interface SurveyMessage {
  readonly message: string;
  readonly kind: MessageKind;
  readonly customer_no: string;
  /** As recorded last; null where none is. */
  readonly phone: string | null;
  readonly channel: string;
  /** The address of the form, with the one-time token; null in the message that a coupon was granted. */
  readonly link: string | null;
  /** The last day on which the link is taken. */
  readonly expires_on: string | null;
  readonly coupon: string | null;
}

/** In which channels customers get a link; at the hotline and on a visit they are asked in person. */
const BY_LINK = ['payment', 'web', 'wechat'];

/** What the operator's gateway is to send. What was not sent in time, or may not be any more, goes by itself. */
@Injectable()
export class SurveyMessages {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    private readonly outbox: SurveyOutbox,
    private readonly desk: InvitationDesk,
  ) {}

  /** At most so many; each is given out again after a quarter of an hour unless `sent` is said of it. */
  async take(most: number): Promise<SurveyMessage[]> {
    const messages: SurveyMessage[] = [];
    const over: string[] = [];
    const early: string[] = [];
    for (const waiting of await this.outbox.take(most, BY_LINK)) {
      const invitation = invitationIn(await this.desk.invitationsOf(waiting.customerNo), waiting.invitation);
      const due = this.#isDue(waiting, invitation);
      if (due === 'over') over.push(waiting.message);
      else if (due === 'not-yet') early.push(waiting.message);
      else messages.push(await this.#message(waiting, invitation!));
    }
    await this.outbox.sent(over);
    await this.outbox.giveBack(early);
    return messages;
  }

  /** Returns how many of these still waited. */
  sent(messages: readonly string[]): Promise<number> {
    return this.outbox.sent(messages);
  }

  /** `not-yet`: it waits in the outbox before it is on record, and whoever stopped in between goes on. */
  #isDue({ kind, token, tokenHash }: WaitingMessage, invitation: Invitation | null): 'now' | 'not-yet' | 'over' {
    if (kind === 'coupon') return invitation?.coupon ? 'now' : 'not-yet';
    if (!invitation?.tokenHashes.includes(tokenHash ?? '')) return invitation && !isOpen(invitation, this.desk.today()) ? 'over' : 'not-yet';
    return token !== null && isOpen(invitation, this.desk.today()) ? 'now' : 'over';
  }

  async #message({ message, kind, customerNo, channel, token }: WaitingMessage, { issued, coupon }: Invitation): Promise<SurveyMessage> {
    const { publicUrl, port } = this.config;
    const link = token === null ? null : `${publicUrl ?? `http://127.0.0.1:${port}`}/survey/${token}`;
    return { message, kind, customer_no: customerNo, phone: await this.#phoneOf(customerNo), channel, link, expires_on: link === null ? null : issued.expires_on, coupon: kind === 'coupon' ? coupon : null };
  }

  async #phoneOf(customerNo: string): Promise<string | null> {
    const events = await this.store.readStream(customerStream(customerNo));
    const voided = new Set(events.flatMap(({ envelope, payload }) => (envelope.type === 'CustomerRecordEnteredInError' ? [payload.voided_event] : [])));
    const sealed = events.findLast(({ envelope, payload }) => typeof payload.personal === 'string' && payload.personal !== '' && !voided.has(envelope.id))?.payload.personal;
    const opened = typeof sealed === 'string' ? await this.vault.decrypt(`customer:${customerNo}`, sealed, 'personal') : null;
    return typeof opened?.phone === 'string' && opened.phone !== '' ? opened.phone : null;
  }
}
