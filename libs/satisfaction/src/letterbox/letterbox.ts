import type pg from 'pg';
import { inTransaction } from '#platform/projecting/in-transaction.js';
import type { Queryable } from '#platform/projecting/projection.js';
import type { KeyRing, Vault } from '#platform/personal-data/vault.js';
import { cellText } from './cell.js';
import { LETTERBOX, sealLetter, type Letter } from './sealed-letter.js';
import { shuffled } from './shuffled.js';

/** One at a time writes letters anew, in whatever process. */
const LOCK = 7_142_085;
const MOST_AT_ONCE = 100;

/** Answers that come in, with the invitation that they use up. */
export interface Incoming {
  readonly letter: string;
  readonly content: Letter;
  readonly invitation: string;
  readonly customerNo: string;
  /** In which channel the thanks are sent. */
  readonly channel: string;
}

interface Waiting extends Incoming {
  readonly resolve: (outcome: 'kept' | 'spent-before') => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Where answers wait until there are enough of them. What comes in at one time is written in one transaction, together
 * with what says that the invitation is used up: both or neither, whenever the process dies.
 */
export class Letterbox {
  #waiting: Waiting[] = [];
  #recorded: string[] = [];
  #running = false;
  #keys: Promise<KeyRing> | null = null;

  constructor(
    private readonly pool: pg.Pool,
    private readonly vault: Vault,
  ) {}

  /** Keeps answers, once for each invitation; `spent-before`: there are some of this invitation, and these are not kept. */
  put(incoming: Incoming): Promise<'kept' | 'spent-before'> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...incoming, resolve, reject });
      if (!this.#running) void this.#work();
    });
  }

  /** Whether answers of an invitation were kept. */
  async isSpent(invitation: string): Promise<boolean> {
    return (await this.pool.query('SELECT FROM survey_spent WHERE invitation = $1', [invitation])).rowCount === 1;
  }

  /** To be said once the log knows that an invitation was answered; noted with the next letters. */
  nowRecorded(invitation: string): void {
    this.#recorded.push(invitation);
  }

  /** Invitations that were answered and of which the log may not know yet. */
  async unrecorded(): Promise<{ invitation: string; customerNo: string }[]> {
    await this.#noteRecorded(this.pool);
    const { rows } = await this.pool.query<{ invitation: string; customer_no: string }>('SELECT invitation, customer_no FROM survey_spent WHERE NOT recorded ORDER BY invitation LIMIT 1000');
    return rows.map(({ invitation, customer_no }) => ({ invitation, customerNo: customer_no }));
  }

  keys(): Promise<KeyRing> {
    this.#keys ??= this.vault.keys([LETTERBOX]).catch((error: unknown) => {
      this.#keys = null;
      throw error;
    });
    return this.#keys;
  }

  /** Work on the letters that nobody else does at the same time. */
  async alone<Result>(work: (client: pg.PoolClient, keys: KeyRing) => Promise<Result>): Promise<Result> {
    const keys = await this.keys();
    return inTransaction(this.pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      return work(client, keys);
    });
  }

  async #work(): Promise<void> {
    this.#running = true;
    // Whatever else came in during this turn shares the transaction.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        const kept = await this.alone((client, keys) => this.#keep(client, keys, group));
        for (const one of group) one.resolve(kept.has(one) ? 'kept' : 'spent-before');
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    // In the same turn as the last look: whoever comes now begins anew.
    this.#running = false;
  }

  async #keep(client: pg.PoolClient, keys: KeyRing, group: readonly Incoming[]): Promise<Set<Incoming>> {
    await this.#noteRecorded(client);
    const first = new Map<string, Incoming>();
    for (const one of group) if (!first.has(one.invitation)) first.set(one.invitation, one);
    const { rows } = await client.query<{ invitation: string }>(
      'INSERT INTO survey_spent (invitation, customer_no) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING RETURNING invitation',
      [[...first.keys()], [...first.values()].map(({ customerNo }) => customerNo)],
    );
    const kept = rows.map(({ invitation }) => first.get(invitation)!);
    if (kept.length === 0) return new Set();
    // The news of the coupon waits with them, and is given out when the coupon is on record.
    await client.query(
      `INSERT INTO survey_outbox (message, invitation, kind, customer_no, channel) SELECT invitation || ' coupon', invitation, 'coupon', customer_no, channel FROM unnest($1::text[], $2::text[], $3::text[]) AS k (invitation, customer_no, channel) ON CONFLICT DO NOTHING`,
      [kept.map(({ invitation }) => invitation), kept.map(({ customerNo }) => customerNo), kept.map(({ channel }) => channel)],
    );
    const cells = [...new Set(kept.map(({ content }) => cellText(content.cell)))];
    const there = await takeOut(client, cells);
    await putIn(client, [...there, ...kept.map(({ letter, content }) => ({ letter, cell: cellText(content.cell), sealed: sealLetter(keys, letter, content) }))]);
    return new Set(kept);
  }

  async #noteRecorded(db: Queryable): Promise<void> {
    const recorded = this.#recorded.splice(0);
    if (recorded.length > 0) await db.query('UPDATE survey_spent SET recorded = true WHERE invitation = ANY($1::text[])', [recorded]);
  }
}

/** A row of the letterbox. */
export interface LetterRow {
  readonly letter: string;
  readonly cell: string;
  readonly sealed: string;
  readonly batch?: string;
}

/** Takes the letters of some cells out, or all of them. */
export async function takeOut(client: Queryable, cells: readonly string[] | null): Promise<LetterRow[]> {
  return (await client.query<LetterRow>('DELETE FROM survey_letter WHERE batch IS NULL AND ($1::text[] IS NULL OR cell = ANY($1)) RETURNING letter, cell, sealed', [cells])).rows;
}

/** Puts letters in, in random order. */
export async function putIn(client: Queryable, letters: readonly LetterRow[]): Promise<void> {
  const order = shuffled(letters);
  await client.query('INSERT INTO survey_letter (letter, cell, sealed, batch) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[])', [
    order.map(({ letter }) => letter), order.map(({ cell }) => cell), order.map(({ sealed }) => sealed), order.map(({ batch }) => batch ?? null),
  ]);
}
