import type pg from 'pg';
import { copyLines, recordedTime } from '#platform/event-store/log-reader.js';
import type { AuditedLog, AuditedRow } from './audited-row.js';

const WINDOW = 50_000;

/** The log as PostgreSQL's tables have it: places whose event is gone come too. */
export class AuditedPostgres implements AuditedLog {
  constructor(private readonly pool: pg.Pool) {}

  async *rows(upTo: number): AsyncGenerator<AuditedRow[]> {
    for (let after = 0; after < upTo; after += WINDOW) {
      const to = Math.min(after + WINDOW, upTo);
      const { rows } = await this.pool.query<{ first: string; last: string }>(
        'SELECT coalesce(min(seq), 0) AS first, coalesce(max(seq), 0) AS last FROM (SELECT seq FROM event_position WHERE position > $1 AND position <= $2 OFFSET 0) AS w',
        [after, to],
      );
      const [{ first, last }] = rows;
      const text = `COPY (SELECT p.position, p.recorded_at AT TIME ZONE 'UTC', e.stream, e.revision, e.event_id, e.type, e.envelope, e.payload
        FROM event_position p LEFT JOIN (SELECT * FROM event WHERE seq BETWEEN ${first} AND ${last}) e USING (seq)
        WHERE p.position > ${after} AND p.position <= ${to} ORDER BY p.position) TO STDOUT`;
      for await (const lines of copyLines(this.pool, text)) yield lines.map(auditedRow);
    }
  }

  async hidden(): Promise<number> {
    const { rows } = await this.pool.query<{ count: string }>(
      `SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT FROM event_position p WHERE p.seq = e.seq)
       AND NOT EXISTS (SELECT FROM event_unnumbered u WHERE e.seq BETWEEN u.first_seq AND u.last_seq)`,
    );
    return Number(rows[0].count);
  }

  harms(): Promise<[]> {
    return Promise.resolve([]);
  }
}

let lastTime = '';
let lastTimeText = '';

function auditedRow(line: string): AuditedRow {
  const [position, time, stream, revision, id, type, envelope, payload] = line.split('\t');
  if (time !== lastTime) {
    lastTime = time;
    lastTimeText = recordedTime(time);
  }
  const gone = envelope === '\\N';
  return {
    position: Number(position),
    recordedAt: lastTimeText,
    envelope: gone ? null : plain(envelope),
    payload: gone ? null : plain(payload),
    columns: gone ? null : { stream: plain(stream), revision, id, type: plain(type) },
  };
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** COPY's text form read in full: whoever edits the tables may have put anything in. */
function plain(text: string): string {
  return text.includes('\\') ? text.replace(/\\([\\bfnrtv])/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
}
