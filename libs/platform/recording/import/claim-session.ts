import type pg from 'pg';
import { TAKE_OVER_LOCK } from '../documents/claims-under-way.js';
import { copyInto } from './copy-into.js';

/**
 * Claims all document numbers of an import in a transaction of its own, beside the checking of its rows: committed when
 * nothing is wrong, rolled back otherwise. From then on until `close` nobody takes these claims over.
 */
export class ClaimSession {
  #collected = 0;
  #inserting: Promise<number> | null = null;

  private constructor(private readonly client: pg.PoolClient) {}

  static async open(pool: pg.Pool): Promise<ClaimSession> {
    const client = await pool.connect();
    try {
      await client.query("SET work_mem = '32MB'; SET temp_buffers = '16MB'");
      await client.query('CREATE TEMP TABLE claim (kind text COLLATE "C" NOT NULL, number text COLLATE "C" NOT NULL, customer_no text COLLATE "C" NOT NULL)');
      return new ClaimSession(client);
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  /** Lines of COPY's text form: kind, number, customer_no. */
  async collect(lines: string, count: number): Promise<void> {
    this.#collected += count;
    await copyInto(this.client, 'COPY claim FROM STDIN', lines);
  }

  /** Begins to claim; resolves at once, `settle` waits for the end. */
  begin(): void {
    const claim = async (): Promise<number> => {
      await this.client.query('SELECT pg_advisory_lock_shared($1)', [TAKE_OVER_LOCK]);
      await this.client.query('BEGIN');
      const { rowCount } = await this.client.query('INSERT INTO document (kind, number, customer_no) SELECT kind, number, customer_no FROM claim ORDER BY kind, number ON CONFLICT DO NOTHING');
      return rowCount ?? 0;
    };
    this.#inserting = claim();
    // Awaited in `settle`; until then a failure must not count as unhandled.
    this.#inserting.catch(() => {});
  }

  /** Commits. Returns a claimed number that somebody else has, unless `expected` knows of it; nothing is claimed then. */
  async settle(expected: (kind: string, number: string, customerNo: string) => boolean): Promise<{ kind: string; number: string } | null> {
    const inserted = await this.#inserting;
    if (inserted !== this.#collected) {
      const { rows } = await this.client.query<{ kind: string; number: string; customer_no: string }>(
        'SELECT c.kind, c.number, c.customer_no FROM claim c JOIN document d USING (kind, number) WHERE d.customer_no <> c.customer_no',
      );
      const surprise = rows.find((row) => !expected(row.kind, row.number, row.customer_no));
      if (surprise) {
        await this.client.query('ROLLBACK');
        return surprise;
      }
    }
    await this.client.query('COMMIT');
    return null;
  }

  /** Runs `work` while no other process has claims without their events; for moving claims. After `settle`. */
  async alone(work: () => Promise<void>): Promise<void> {
    await this.client.query('SELECT pg_advisory_lock($1)', [TAKE_OVER_LOCK]);
    try {
      await work();
    } finally {
      await this.client.query('SELECT pg_advisory_unlock($1)', [TAKE_OVER_LOCK]);
    }
  }

  /** Moves a claim; within `alone`. */
  async move(kind: string, number: string, from: string, to: string): Promise<void> {
    await this.client.query('UPDATE document SET customer_no = $4 WHERE kind = $1 AND number = $2 AND customer_no = $3', [kind, number, from, to]);
  }

  /** Ends the session, and with it locks, the temporary table and what is not committed. */
  async close(): Promise<void> {
    await this.#inserting?.catch(() => {});
    await this.client.query('SELECT pg_advisory_unlock_all()').catch(() => {});
    this.client.release(true);
  }
}
