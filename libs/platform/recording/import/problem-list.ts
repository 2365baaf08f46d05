import type pg from 'pg';
import type { ImportProblem } from './import-problem.js';

const AT_ONCE = 1000;

/** All problems of an import, however many: in a temporary table of a session of its own, as they hold nothing personal. */
export class ProblemList {
  #waiting: ImportProblem[] = [];
  #client: pg.PoolClient | null = null;
  count = 0;

  constructor(
    private readonly pool: pg.Pool,
    /** File names in the order in which problems are listed. */
    private readonly files: readonly string[],
  ) {}

  async add(problem: ImportProblem): Promise<void> {
    this.count++;
    this.#waiting.push(problem);
    if (this.#waiting.length >= AT_ONCE) await this.#flush();
  }

  /** In the order of files and lines, in batches; at most so many. */
  async *all(most = Infinity): AsyncGenerator<ImportProblem[]> {
    if (this.count === 0) return;
    const client = await this.#flush();
    for (let seen = 0; seen < most; ) {
      const { rows } = await client.query<ImportProblem>(
        `SELECT file, line, "column", value, expected, reason FROM import_problem ORDER BY array_position($1::text[], file) NULLS FIRST, line, id LIMIT $2 OFFSET $3`,
        [this.files, Math.min(10_000, most === Infinity ? 10_000 : most - seen), seen],
      );
      if (rows.length === 0) return;
      yield rows;
      seen += rows.length;
    }
  }

  close(): void {
    this.#client?.release(true);
    this.#client = null;
  }

  async #flush(): Promise<pg.PoolClient> {
    const some = this.#waiting;
    this.#waiting = [];
    if (!this.#client) {
      this.#client = await this.pool.connect();
      await this.#client.query(TABLE);
    }
    const column = (name: keyof ImportProblem): unknown[] => some.map((problem) => problem[name]);
    if (some.length > 0) {
      await this.#client.query(
        'INSERT INTO import_problem (file, line, "column", value, expected, reason) SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[])',
        [column('file'), column('line'), column('column'), column('value'), column('expected'), column('reason')],
      );
    }
    return this.#client;
  }
}

const TABLE = `CREATE TEMP TABLE import_problem (id integer GENERATED ALWAYS AS IDENTITY, file text, line integer, "column" text, value text, expected text, reason text)`;
