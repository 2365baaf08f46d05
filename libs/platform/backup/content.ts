import { createHash } from 'node:crypto';
import { refuse } from '#platform/deciding/refusal.js';

/**
 * The tables that cannot be rebuilt from others, in the order in which they are kept. A table that a release adds to
 * them is added here; one that this database lacks is left out.
 */
export const KEPT_TABLES = ['event', 'event_position', 'event_unnumbered', 'subject_key', 'document', 'sealed_run', 'sealed_block', 'sealed_entry', 'checkpoint', 'survey_outbox', 'survey_spent', 'survey_letter'] as const;

/** These make up the log: the trailer holds their SHA-256. */
const LOG_TABLES: readonly string[] = ['event', 'event_position'];

// The content, before compression: a line of JSON that says what follows; for each table a line of JSON, its rows in
// the text form of COPY, and a line `\.` (which no row can be); a line of JSON with the counts and the hash.

export interface Header {
  /** Format 1 held the master key, under which its keys were wrapped. */
  readonly format: 1 | 2;
  readonly migrations: readonly string[];
  readonly masterKey?: string;
  /** 32 random bytes in base64, of this backup alone: the keys of subjects are wrapped under it (key-rows.ts). */
  readonly backupKey?: string;
}
export interface TableStart {
  readonly table: string;
  readonly columns: readonly string[];
}
export interface Trailer {
  readonly rows: Readonly<Record<string, number>>;
  readonly logSha256: string;
}
export type Part = { header: Header } | { start: TableStart } | { rows: Buffer } | { end: string } | { trailer: Trailer };

export const END_OF_ROWS = '\\.';

/** Counts rows and hashes the log, while it is written and again while it is read. */
export class Tally {
  readonly #rows: Record<string, number> = {};
  readonly #hash = createHash('sha256');

  add(table: string, rows: Buffer): void {
    let count = 0;
    for (let at = rows.indexOf(10); at >= 0; at = rows.indexOf(10, at + 1)) count++;
    this.#rows[table] = (this.#rows[table] ?? 0) + count;
    if (LOG_TABLES.includes(table)) this.#hash.update(rows);
  }

  /** To be asked once, at the end. */
  trailer(): Trailer {
    return { rows: this.#rows, logSha256: this.#hash.digest('hex') };
  }
}

/** Splits a content into its parts; rows come in blocks of whole lines. Refuses what does not add up. */
export async function* parts(content: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  let table: string | null = null;
  let begun = false;
  let ended = false;
  const tally = new Tally();
  for await (const block of wholeLines(content)) {
    let from = 0;
    while (from < block.length) {
      if (ended) throw inconsistent();
      if (table === null) {
        const end = block.indexOf(10, from);
        const line = JSON.parse(block.toString('utf8', from, end)) as Header & TableStart & Trailer;
        from = end + 1;
        if (!begun) {
          if (line.format !== 1 && line.format !== 2) throw refuse('newer-backup', 'The backup was made by a newer release of gridledger: restore it with that release.');
          begun = true;
          yield { header: line };
        } else if (line.table) {
          table = line.table;
          yield { start: line };
        } else {
          const seen = tally.trailer();
          if (seen.logSha256 !== line.logSha256 || JSON.stringify(seen.rows) !== JSON.stringify(line.rows)) throw inconsistent();
          ended = true;
          yield { trailer: line };
        }
      } else {
        const end = endOfRows(block, from);
        const rows = block.subarray(from, end ?? block.length);
        if (rows.length > 0) {
          tally.add(table, rows);
          yield { rows };
        }
        from = end === null ? block.length : end + END_OF_ROWS.length + 1;
        if (end !== null) {
          yield { end: table };
          table = null;
        }
      }
    }
  }
  if (!ended) throw inconsistent();
}

function endOfRows(block: Buffer, from: number): number | null {
  if (block.toString('latin1', from, from + 3) === `${END_OF_ROWS}\n`) return from;
  const at = block.indexOf(`\n${END_OF_ROWS}\n`, from, 'latin1');
  return at < 0 ? null : at + 1;
}

/** Blocks of whole lines. */
export async function* wholeLines(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const piece of content) {
    const end = piece.lastIndexOf(10);
    if (end < 0) {
      rest.push(piece);
      continue;
    }
    yield Buffer.concat([...rest, piece.subarray(0, end + 1)]);
    rest = end + 1 < piece.length ? [piece.subarray(end + 1)] : [];
  }
  if (rest.length > 0) throw inconsistent();
}

const inconsistent = (): Error => refuse('backup-altered', 'The content of the backup does not agree with its own counts and hash. Nothing was restored.');
