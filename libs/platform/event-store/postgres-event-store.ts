import type pg from 'pg';
import type { Clock } from '#platform/config/clock.js';
import { observed } from '#platform/observing/observed.js';
import { AppendQueue } from './append-queue.js';
import { prepareAppend } from './envelope.js';
import type { AppendRequest, AppendResult, FollowOptions, NumberedEvent, OpenEventStore, StoredEvent, StreamOptions } from './event-store.js';
import type { EventTypes } from './event-types.js';
import { followLog } from './follow-log.js';
import { LogBell } from './log-bell.js';
import type { LogRecords, RecordEvent } from './log-record.js';
import { readLog } from './log-reader.js';
import type { TypePattern } from './quick-events.js';
import { readLogRecords } from './record-reader.js';
import { loggedEvent } from './logged-event.js';
import { Sequencer } from './sequencer.js';

const DEFAULT_PAGE = 2000;
const LAST_REVISION = 2_147_483_647;
const STREAMS_PER_QUERY = 5000;
const TIME = `to_char(p.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const ROW = `e.stream, p.position, ${TIME} AS recorded_at, e.envelope, e.payload`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Row {
  stream: string;
  position: string | null;
  recorded_at: string | null;
  envelope: string;
  payload: string;
}

/** The log on PostgreSQL (migrations/001-event-log.sql). The pool stays its owner's; close the store before the pool. */
export class PostgresEventStore implements OpenEventStore {
  readonly #sequencer: Sequencer;
  readonly #queue: AppendQueue;
  readonly #bell: LogBell;

  constructor(
    private readonly pool: pg.Pool,
    private readonly types: EventTypes,
    clock: Clock,
  ) {
    this.#sequencer = new Sequencer(pool, clock);
    this.#queue = new AppendQueue(pool, () => this.#sequencer.wake());
    this.#bell = new LogBell(pool);
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    const prepared = prepareAppend(request, this.types);
    await observed('append', { events: prepared.ids.length, correlationId: request.context.correlationId }, () => this.#queue.add(prepared));
    return { stream: prepared.stream, revision: prepared.firstRevision + prepared.ids.length - 1, ids: prepared.ids };
  }

  async readStream(stream: string, { fromRevision, toRevision, recordedUntil, backwards, limit }: StreamOptions = {}): Promise<StoredEvent[]> {
    const { rows } = await this.pool.query<Row>({
      name: backwards ? 'read_stream_backwards' : 'read_stream',
      text: `SELECT ${ROW} FROM event e LEFT JOIN event_position p USING (seq)
        WHERE e.stream = $1 AND e.revision >= $2 AND e.revision <= $3 AND ($4::timestamptz IS NULL OR p.recorded_at <= $4)
        ORDER BY e.revision ${backwards ? 'DESC' : 'ASC'} LIMIT $5`,
      values: [stream, fromRevision ?? 0, toRevision ?? LAST_REVISION, recordedUntil ?? null, limit ?? null],
    });
    return rows.map((row) => stored(row, this.types));
  }

  async readStreams(streams: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    const found = new Map<string, StoredEvent[]>();
    for (let i = 0; i < streams.length; i += STREAMS_PER_QUERY) {
      const { rows } = await this.pool.query<Row>({
        name: 'read_streams',
        // One look into the index for each stream and event: a planner that knows nothing of fresh tables yet would read all
        // of `event` for every call, which was half of an import's time. OFFSET 0 keeps it from doing so.
        text: `SELECT ${ROW} FROM unnest($1::text[]) AS s(name)
          CROSS JOIN LATERAL (SELECT * FROM event WHERE stream = s.name COLLATE "C" OFFSET 0) e
          LEFT JOIN LATERAL (SELECT position, recorded_at FROM event_position WHERE seq = e.seq OFFSET 0) p ON true
          ORDER BY e.stream, e.revision`,
        values: [[...new Set(streams.slice(i, i + STREAMS_PER_QUERY))]],
      });
      for (const row of rows) {
        const list = found.get(row.stream);
        if (list) list.push(stored(row, this.types));
        else found.set(row.stream, [stored(row, this.types)]);
      }
    }
    return found;
  }

  async *readAll({ after, upTo, pageSize = DEFAULT_PAGE, types }: { after: number; upTo?: number; pageSize?: number; types?: readonly string[] }): AsyncGenerator<NumberedEvent[]> {
    const { position } = await this.head();
    yield* readLog(this.pool, { after, upTo: Math.min(upTo ?? position, position), pageSize, types }, this.types);
  }

  readRecords(range: { after: number; upTo: number; types: readonly string[] }): AsyncGenerator<Buffer> {
    return readLogRecords(this.pool, range);
  }

  eventOfRecord(records: LogRecords): RecordEvent {
    return records.event(this.types);
  }

  patterns(): TypePattern[] {
    return this.types.patterns();
  }

  subscribe(options: FollowOptions): AsyncGenerator<NumberedEvent[]> {
    return followLog(this, this.#bell, options);
  }

  async readEvent(id: string): Promise<StoredEvent | null> {
    if (!UUID.test(id)) return null;
    const { rows } = await this.pool.query<Row>(`SELECT ${ROW} FROM event e LEFT JOIN event_position p USING (seq) WHERE e.event_id = $1`, [id]);
    return rows.length === 0 ? null : stored(rows[0], this.types);
  }

  settle(): Promise<number> {
    return this.#sequencer.number();
  }

  async head(): Promise<{ position: number; recordedAt: string | null }> {
    const { rows } = await this.pool.query<Row>(`SELECT p.position, ${TIME} AS recorded_at FROM event_position p ORDER BY p.position DESC LIMIT 1`);
    return rows.length === 0 ? { position: 0, recordedAt: null } : { position: Number(rows[0].position), recordedAt: rows[0].recorded_at };
  }

  async positionAt(instant: string): Promise<number> {
    const { rows } = await this.pool.query<{ position: string }>('SELECT position_at($1) AS position', [instant]);
    return Number(rows[0].position);
  }

  async recordedTimes(positions: readonly number[]): Promise<Map<number, string>> {
    const { rows } = await this.pool.query<{ position: string; recorded_at: string }>(`SELECT p.position, ${TIME} AS recorded_at FROM event_position p WHERE p.position = ANY($1::bigint[])`, [positions]);
    return new Map(rows.map((row) => [Number(row.position), row.recorded_at]));
  }

  /** Refuses further appends, waits for those under way and for their numbering. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.#sequencer.idle();
  }
}

function stored(row: Row, types: EventTypes): StoredEvent {
  return loggedEvent(row.position === null ? null : Number(row.position), row.recorded_at, row.envelope, row.payload, types);
}
