import type pg from 'pg';
import { Batching } from '../batching.js';
import { ClaimsUnderWay, TAKE_OVER_LOCK } from './claims-under-way.js';

/** A document number and the customer whose stream is to hold it. */
export interface Claim {
  readonly kind: string;
  readonly number: string;
  readonly customerNo: string;
}

/** A claim that failed: the number is claimed for another customer. */
export interface Taken extends Claim {
  readonly by: string;
}

/**
 * The index of document numbers: which customer's stream holds a number. Guarantees: of two customers that claim one
 * number, one gets it; claiming again is harmless. Not guaranteed: that a claim has an event behind it (the process may
 * have died between the two); such a claim is taken over after a look into the claiming customer's stream.
 */
export class Documents {
  readonly #underWay: ClaimsUnderWay;
  readonly #claims: Batching<readonly Claim[], Taken[]>;
  readonly #questions: Batching<{ kind: string; number: string }, string | null>;

  constructor(private readonly pool: pg.Pool) {
    this.#underWay = new ClaimsUnderWay(pool);
    this.#claims = new Batching((requests) => this.#claim(requests), 1000, 1);
    this.#questions = new Batching((requests) => this.#customersOf(requests));
  }

  /** The customer whose stream holds a document, or is claimed to; null if nobody claimed it. */
  customerOf(kind: string, number: string): Promise<string | null> {
    return this.#questions.ask({ kind, number });
  }

  /**
   * Claims numbers and runs `write`, during which nobody takes the claims over. If some are taken by other customers
   * nothing is run and those are returned.
   */
  async claimed<Result>(claims: readonly Claim[], write: () => Promise<Result>): Promise<{ taken: Taken[] } | { result: Result }> {
    if (claims.length === 0) return { result: await write() };
    const release = await this.#underWay.enter();
    try {
      const taken = await this.#claims.ask(claims);
      return taken.length > 0 ? { taken } : { result: await write() };
    } finally {
      release();
    }
  }

  /**
   * Gives numbers to another customer if nothing stands behind the old claim, which `stands` finds out. While it runs
   * no claim is between its entry and its append, in any process. False if something stands; throws if others are busy.
   */
  async takeOver(taken: readonly Taken[], stands: (taken: Taken) => Promise<boolean>): Promise<boolean> {
    const client = await this.pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN');
      await client.query("SET LOCAL lock_timeout = '5s'");
      await client.query('SELECT pg_advisory_xact_lock($1)', [TAKE_OVER_LOCK]);
      let free = true;
      for (const one of taken) {
        if (await stands(one)) free = false;
        else await client.query('UPDATE document SET customer_no = $3 WHERE kind = $1 AND number = $2 AND customer_no = $4', [one.kind, one.number, one.customerNo, one.by]);
      }
      await client.query(free ? 'COMMIT' : 'ROLLBACK');
      broken = false;
      return free;
    } finally {
      if (broken) await client.query('ROLLBACK').catch(() => {});
      client.release();
    }
  }

  async #claim(requests: (readonly Claim[])[]): Promise<Taken[][]> {
    // Sorted, so that two processes that claim the same numbers wait for one another in one order.
    const all = requests.flat().sort((a, b) => compare(a.kind, b.kind) || compare(a.number, b.number) || compare(a.customerNo, b.customerNo));
    const values = [all.map((one) => one.kind), all.map((one) => one.number), all.map((one) => one.customerNo)];
    await this.pool.query({
      name: 'claim_documents',
      text: 'INSERT INTO document (kind, number, customer_no) SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING',
      values,
    });
    // A second statement, because the first would not see what another transaction committed while it waited.
    const { rows } = await this.pool.query<{ kind: string; number: string; claimant: string; by: string }>({
      name: 'claims_taken',
      text: `SELECT d.kind, d.number, c.customer_no AS claimant, d.customer_no AS by FROM unnest($1::text[], $2::text[], $3::text[]) AS c(kind, number, customer_no)
        JOIN document d ON d.kind = c.kind AND d.number = c.number WHERE d.customer_no <> c.customer_no`,
      values,
    });
    const by = new Map(rows.map((row) => [`${row.kind}\n${row.number}\n${row.claimant}`, row.by]));
    return requests.map((claims) =>
      claims.flatMap((claim) => {
        const other = by.get(`${claim.kind}\n${claim.number}\n${claim.customerNo}`);
        return other === undefined ? [] : [{ ...claim, by: other }];
      }),
    );
  }

  async #customersOf(requests: { kind: string; number: string }[]): Promise<(string | null)[]> {
    const { rows } = await this.pool.query<{ kind: string; number: string; customer_no: string }>({
      name: 'customers_of',
      text: 'SELECT d.kind, d.number, d.customer_no FROM unnest($1::text[], $2::text[]) AS q(kind, number) JOIN document d USING (kind, number)',
      values: [requests.map((one) => one.kind), requests.map((one) => one.number)],
    });
    const found = new Map(rows.map((row) => [`${row.kind}\n${row.number}`, row.customer_no]));
    return requests.map((one) => found.get(`${one.kind}\n${one.number}`) ?? null);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
