import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { formatDay } from '#platform/kernel/day.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { InvitationDesk } from './invitation-desk.js';

export const INVITATION_STATES = ['open', 'answered', 'expired', 'closed'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export interface InvitationCriteria {
  readonly customerNo?: string;
  readonly state?: InvitationState;
  readonly channel?: string;
  readonly wave?: string;
  /** Only of customers who belonged to one of these regions when they were asked. */
  readonly regions?: readonly string[] | null;
  /** From 1. */
  readonly page?: number;
  /** 1 to 1000, default 100. */
  readonly pageSize?: number;
}

/** An invitation as it stands: who was asked and got a coupon, never what was answered. */
export interface ListedInvitation {
  readonly invitation: string;
  readonly customer_no: string;
  readonly questionnaire: string;
  readonly edition: number;
  readonly wave: string | null;
  readonly moment: string;
  readonly channel: string;
  readonly state: InvitationState;
  readonly issued_on: string;
  readonly expires_on: string;
  readonly reminders: number;
  readonly redeemed_on: string | null;
  readonly coupon: string | null;
}

const STATE = `CASE WHEN redeemed_on IS NOT NULL THEN 'answered' WHEN closed IS NOT NULL THEN 'closed' WHEN expires_on < $1::date THEN 'expired' ELSE 'open' END`;

/** Answers who was asked. */
@Injectable()
export class InvitationList {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
    private readonly desk: InvitationDesk,
  ) {}

  /** A page, the newest first. Refuses (503) while something about whom is asked could not be projected. */
  async list({ customerNo = '', state = '' as InvitationState, channel = '', wave = '', regions = null, page = 1, pageSize = 100 }: InvitationCriteria = {}): Promise<{ rows: readonly ListedInvitation[]; total: number }> {
    await this.#upToDate(customerNo === '' ? null : customerNo);
    const text = (value: string): string | null => (value === '' ? null : value);
    const values = [formatDay(this.desk.today()), text(customerNo), text(state), text(channel), text(wave), regions];
    const conditions = `($2::text IS NULL OR customer_no = $2) AND ($3::text IS NULL OR ${STATE} = $3) AND ($4::text IS NULL OR channel = $4) AND ($5::text IS NULL OR wave = $5) AND ($6::text[] IS NULL OR region = ANY($6))`;
    const [{ rows }, counted] = await Promise.all([
      this.pool.query<ListedInvitation>(
        `SELECT invitation, customer_no, questionnaire, edition, wave, moment, channel, ${STATE} AS state, issued_on::text, expires_on::text, reminders, redeemed_on::text, coupon
         FROM survey_invitation_v1 WHERE ${conditions} ORDER BY survey_invitation_v1.issued_on DESC, invitation LIMIT $7 OFFSET $8`,
        [...values, pageSize, (page - 1) * pageSize],
      ),
      this.pool.query<{ total: string }>(`SELECT count(*) AS total FROM survey_invitation_v1 WHERE ${conditions}`, values),
    ]);
    return { rows, total: Number(counted.rows[0].total) };
  }

  /** How many of a stratum have answered, and who still can. */
  async ofStratum(wave: string, stratum: string): Promise<{ answered: number; open: readonly string[] }> {
    await this.#upToDate(null);
    const { rows } = await this.pool.query<{ customer_no: string; answered: boolean }>(
      'SELECT customer_no, redeemed_on IS NOT NULL AS answered FROM survey_invitation_v1 WHERE wave = $1 AND stratum = $2 AND closed IS NULL ORDER BY invitation',
      [wave, stratum],
    );
    return { answered: rows.filter(({ answered }) => answered).length, open: rows.filter(({ answered }) => !answered).map(({ customer_no }) => customer_no) };
  }

  /** The invitation that the hash of a token belongs to; null if there is none. */
  async ofToken(hash: string): Promise<{ invitation: string; customerNo: string } | null> {
    return (await this.#lookUp(hash)) ?? (await this.#upToDate(null), this.#lookUp(hash));
  }

  async #lookUp(hash: string): Promise<{ invitation: string; customerNo: string } | null> {
    const [found] = (await this.pool.query<{ invitation: string; customer_no: string }>({ name: 'survey_token', text: 'SELECT invitation, customer_no FROM survey_token_v1 WHERE token_hash = $1', values: [hash] }).catch(notThereYet)).rows;
    return found ? { invitation: found.invitation, customerNo: found.customer_no } : null;
  }

  async #upToDate(customerNo: string | null): Promise<void> {
    const position = await this.store.settle();
    await this.projector.catchUp(position);
    await this.projector.requireWhole('survey_invitation', position, customerNo);
  }
}

/** Before the first look of all, the read model has no tables. */
function notThereYet(error: unknown): { rows: never[] } {
  if ((error as { code?: string }).code === '42P01') return { rows: [] };
  throw error;
}
