import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { copyInto } from './copy-into.js';
import { unescaped } from './staged-rows.js';

/** One import at a time for a database: held by the import's session. */
const IMPORT_LOCK = 7142321;

/**
 * The tables an import works with, temporary and seen by its own session alone: they vanish with it, also when the
 * process is killed. Rows come in by COPY and go out by COPY in the order of customers, so that memory stays flat.
 */
export class Staging {
  #reading = false;

  private constructor(private readonly client: pg.PoolClient) {}

  /** Null if another import is running on this database. */
  static async open(pool: pg.Pool): Promise<Staging | null> {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [IMPORT_LOCK]);
      if (!rows[0].locked) {
        client.release();
        return null;
      }
      await client.query("SET work_mem = '64MB'; SET temp_buffers = '32MB'; SET jit = off");
      await client.query(TABLES);
      return new Staging(client);
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  /** Gives the locks back and ends the session, and with it the tables. */
  async close(): Promise<void> {
    // A COPY that was left half-way would have to be read to its end first.
    if (!this.#reading) await this.client.query('SELECT pg_advisory_unlock_all()').catch(() => {});
    this.client.release(true);
  }

  /** Lines of COPY's text form for `staged`. */
  async stage(lines: string): Promise<void> {
    await copyInto(this.client, 'COPY staged (kind, number, customer_no, line, cells) FROM STDIN', lines);
  }

  /** Gives returns and exemptions the customer of what they refer to, from this import or from the index of documents. */
  async giveCustomers(kind: string, refersTo: string): Promise<void> {
    await this.client.query('UPDATE staged r SET customer_no = p.customer_no FROM staged p WHERE r.kind = $1 AND p.kind = $2 AND p.number = r.number AND p.customer_no IS NOT NULL', [kind, refersTo]);
    await this.client.query('UPDATE staged r SET customer_no = d.customer_no FROM document d WHERE r.kind = $1 AND r.customer_no IS NULL AND d.kind = $2 AND d.number = r.number', [kind, refersTo]);
  }

  /** Rows of a kind without customer: what they refer to is unknown. */
  async withoutCustomer(kind: string, refersTo: string): Promise<{ number: string; line: number; follows: boolean }[]> {
    const { rows } = await this.client.query<{ number: string; line: number; follows: boolean }>(
      'SELECT r.number, r.line, EXISTS (SELECT FROM staged p WHERE p.cells IS NULL AND p.kind = $2 AND p.number = r.number) AS follows FROM staged r WHERE r.kind = $1 AND r.customer_no IS NULL AND r.cells IS NOT NULL',
      [kind, refersTo],
    );
    return rows;
  }

  /** Finds numbers that another customer has as well, in this import or in the log. */
  async findConflicts(kinds: readonly string[]): Promise<void> {
    await this.client.query('ANALYZE staged');
    await this.client.query(
      `INSERT INTO import_conflict (kind, number, customer_no, also_of)
       SELECT s.kind, s.number, s.customer_no, 'import:' || CASE WHEN s.customer_no = t.a THEN t.b ELSE t.a END
       FROM (SELECT kind, number, min(customer_no) AS a, max(customer_no) AS b FROM staged WHERE kind = ANY($1::text[]) AND cells IS NOT NULL GROUP BY kind, number HAVING min(customer_no) <> max(customer_no)) t
       JOIN staged s USING (kind, number) WHERE s.cells IS NOT NULL
       ON CONFLICT DO NOTHING`,
      [kinds],
    );
    await this.client.query(
      `INSERT INTO import_conflict (kind, number, customer_no, also_of)
       SELECT s.kind, s.number, s.customer_no, 'log:' || d.customer_no FROM staged s JOIN document d USING (kind, number)
       WHERE s.kind = ANY($1::text[]) AND s.cells IS NOT NULL AND d.customer_no <> s.customer_no
       ON CONFLICT (kind, number, customer_no) DO UPDATE SET also_of = excluded.also_of`,
      [kinds],
    );
    await this.client.query('ANALYZE import_conflict');
  }

  /**
   * All rows in the order of their customers, as blocks of [kind, customer_no, line, cells, who else has the number], or
   * for a row that could not be read [kind, customer_no, line, null, its number].
   */
  async *rows(): AsyncGenerator<[kind: string, customerNo: string, line: number, cells: string | null, more: string | null][]> {
    const stream = this.client.query(
      copyTo(
        `COPY (SELECT s.kind, s.customer_no, s.line, s.cells, CASE WHEN s.cells IS NULL THEN s.number ELSE c.also_of END FROM staged s LEFT JOIN import_conflict c USING (kind, number, customer_no)
          WHERE s.customer_no IS NOT NULL ORDER BY s.customer_no) TO STDOUT`,
      ),
    );
    this.#reading = true;
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const text = rest + decoder.decode(chunk, { stream: true });
      const end = text.lastIndexOf('\n');
      rest = text.slice(end + 1);
      if (end < 0) continue;
      yield text
        .slice(0, end)
        .split('\n')
        .map((line) => {
          const [kind, customerNo, at, cells, alsoOf] = line.split('\t');
          return [kind, unescaped(customerNo), Number(at), cells === '\\N' ? null : unescaped(cells), alsoOf === '\\N' ? null : unescaped(alsoOf)];
        });
    }
    this.#reading = false;
  }
}

const TABLES = `
  CREATE TEMP TABLE staged (kind text COLLATE "C" NOT NULL, number text COLLATE "C" NOT NULL, customer_no text COLLATE "C", line integer NOT NULL, cells text);
  CREATE TEMP TABLE import_conflict (kind text COLLATE "C", number text COLLATE "C", customer_no text COLLATE "C", also_of text COLLATE "C" NOT NULL, PRIMARY KEY (kind, number, customer_no));
`;
