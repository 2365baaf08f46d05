import type pg from 'pg';
import type { Vault } from '#platform/personal-data/vault.js';
import { newToken, tokenHash } from '../letterbox/survey-token.js';

/** What a message is about. */
export type MessageKind = 'invitation' | 'reminder' | 'coupon';

/** A message that waits. */
export interface WaitingMessage {
  readonly message: string;
  readonly invitation: string;
  readonly kind: MessageKind;
  readonly customerNo: string;
  readonly channel: string;
  /** Null where it holds none, and where the person was erased or is restricted. */
  readonly token: string | null;
  readonly tokenHash: string | null;
}

interface Row {
  message: string;
  invitation: string;
  kind: MessageKind;
  customer_no: string;
  channel: string;
  token: string | null;
  token_hash: string | null;
}

const subjectOf = (customerNo: string): string => `customer:${customerNo}`;

/** Whoever took a message and says nothing for so long is taken for dead, and it is given out again. */
const LEASE_MINUTES = 15;

/**
 * Messages for the operator's gateway. The token stands here alone, encrypted under the customer's key, from before the
 * invitation is on record until the gateway has sent it; whoever looks for it afterwards finds its hash.
 */
export class SurveyOutbox {
  constructor(
    private readonly pool: pg.Pool,
    private readonly vault: Vault,
  ) {}

  /** The hash of the token of a message, which is made if there is none: the same however often it is asked for. */
  async tokenFor(message: string, invitation: string, kind: MessageKind, customerNo: string, channel: string): Promise<string> {
    const known = await this.#hashOf(message);
    if (known !== null) return known;
    const token = newToken();
    const subject = subjectOf(customerNo);
    const sealed = (await this.vault.keys([subject])).encrypt(subject, { token }, `survey token ${message}`);
    await this.#insert({ message, invitation, kind, customer_no: customerNo, channel, token: sealed, token_hash: tokenHash(token) });
    return (await this.#hashOf(message))!;
  }

  /** Gives out links of these channels, and the news of coupons, for sending. Each comes again unless `sent` is said of it. */
  async take(most: number, channels: readonly string[]): Promise<WaitingMessage[]> {
    const { rows } = await this.pool.query<Row>(
      `UPDATE survey_outbox SET taken_at = now() WHERE message IN (
         SELECT message FROM survey_outbox WHERE (channel = ANY($2::text[]) OR kind = 'coupon') AND (taken_at IS NULL OR taken_at < now() - make_interval(mins => ${LEASE_MINUTES}))
         ORDER BY message LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING message, invitation, kind, customer_no, channel, token, token_hash`,
      [most, channels],
    );
    return this.#opened(rows);
  }

  /** The newest link of an invitation that a member of staff asks about; null where none waits. */
  async linkOf(invitation: string): Promise<WaitingMessage | null> {
    const { rows } = await this.pool.query<Row>('SELECT message, invitation, kind, customer_no, channel, token, token_hash FROM survey_outbox WHERE invitation = $1 AND token IS NOT NULL ORDER BY message DESC LIMIT 1', [invitation]);
    return (await this.#opened(rows))[0] ?? null;
  }

  /** Messages that were sent, or that nobody is to get any more: their rows go. Returns how many there were. */
  async sent(messages: readonly string[]): Promise<number> {
    return (await this.pool.query('DELETE FROM survey_outbox WHERE message = ANY($1::text[])', [messages])).rowCount ?? 0;
  }

  /** Messages that were taken too early: they may be taken again at once. */
  async giveBack(messages: readonly string[]): Promise<void> {
    if (messages.length > 0) await this.pool.query('UPDATE survey_outbox SET taken_at = NULL WHERE message = ANY($1::text[])', [messages]);
  }

  /** The links of invitations that hold no longer. */
  async forget(invitations: readonly string[]): Promise<void> {
    if (invitations.length > 0) await this.pool.query("DELETE FROM survey_outbox WHERE invitation = ANY($1::text[]) AND kind <> 'coupon'", [invitations]);
  }

  async #opened(rows: readonly Row[]): Promise<WaitingMessage[]> {
    const keys = await this.vault.knownKeys(rows.map(({ customer_no }) => subjectOf(customer_no)));
    return rows.map(({ message, invitation, kind, customer_no, channel, token, token_hash }) => {
      const opened = token === null ? null : keys.decrypt(subjectOf(customer_no), token, `survey token ${message}`);
      return { message, invitation, kind, customerNo: customer_no, channel, token: (opened?.token as string | undefined) ?? null, tokenHash: token_hash };
    });
  }

  async #hashOf(message: string): Promise<string | null> {
    return (await this.pool.query<{ token_hash: string }>('SELECT token_hash FROM survey_outbox WHERE message = $1', [message])).rows[0]?.token_hash ?? null;
  }

  async #insert(row: Row): Promise<void> {
    await this.pool.query('INSERT INTO survey_outbox (message, invitation, kind, customer_no, channel, token, token_hash) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING', [row.message, row.invitation, row.kind, row.customer_no, row.channel, row.token, row.token_hash]);
  }
}
