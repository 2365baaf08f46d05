import type pg from 'pg';
import type { LogPlace, LogRecord } from './log-record.js';

/** The last event that has a position. */
export interface LastNumbered {
  readonly position: number;
  readonly place: LogPlace | null;
  readonly recordedMicros: bigint;
}

/** An event's position and time, as they are shown. */
export interface Numbered {
  readonly position: number;
  readonly recordedAt: string;
}

/** A numbered event's place and name, without its content. */
export interface NumberedPlace extends Numbered, LogPlace {
  readonly stream: string;
  readonly revision: number;
}

export const TIME = `to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const PLACE = `position, ${TIME} AS recorded_at, commit_position, prepare_position, stream, revision`;
const MICROS = `(extract(epoch FROM recorded_at) * 1000000)::bigint`;

interface Row {
  position: string;
  recorded_at: string;
  commit_position: string;
  prepare_position: string;
  stream: string;
  revision: number;
}

/** The table in which $all is numbered (migrations/010-eventstoredb-position.sql). */
export class Positions {
  constructor(private readonly pool: pg.Pool) {}

  async head(): Promise<{ position: number; recordedAt: string | null }> {
    const { rows } = await this.pool.query<Row>(`SELECT position, ${TIME} AS recorded_at FROM eventstoredb_position ORDER BY position DESC LIMIT 1`);
    return rows.length === 0 ? { position: 0, recordedAt: null } : { position: Number(rows[0].position), recordedAt: rows[0].recorded_at };
  }

  async last(): Promise<LastNumbered> {
    const { rows } = await this.pool.query<{ position: string; commit_position: string; prepare_position: string; micros: string }>(
      `SELECT position, commit_position, prepare_position, ${MICROS} AS micros FROM eventstoredb_position ORDER BY position DESC LIMIT 1`,
    );
    if (rows.length === 0) return { position: 0, place: null, recordedMicros: 0n };
    const [{ position, commit_position, prepare_position, micros }] = rows;
    return { position: Number(position), place: { commit: BigInt(commit_position), prepare: BigInt(prepare_position) }, recordedMicros: BigInt(micros) };
  }

  /** Numbers `records` on from `after` and tells the listeners; false, and nothing written, if somebody else has gone on from there. */
  async add(after: number, records: readonly (LogRecord & { readonly recordedMicros: bigint })[]): Promise<boolean> {
    try {
      const { rows } = await this.pool.query<{ written: string }>(ADD, [
        after,
        ...(['commit', 'prepare', 'stream', 'revision', 'id', 'type', 'recordedMicros'] as const).map((column) => records.map((record) => String(record[column])).join('\n')),
      ]);
      return Number(rows[0].written) === records.length;
    } catch (error) {
      if ((error as { constraint?: string }).constraint === 'eventstoredb_position_pkey') return false;
      throw error;
    }
  }

  /** The numbered events with `after` < position ≤ `upTo`, of some types only, at most `limit`, in order. */
  async places(after: number, upTo: number, limit: number, types?: readonly string[]): Promise<NumberedPlace[]> {
    const only = types ? ' AND type = ANY($4)' : '';
    const { rows } = await this.pool.query<Row>(
      `SELECT ${PLACE} FROM eventstoredb_position WHERE position > $1 AND position <= $2${only} ORDER BY position LIMIT $3`,
      types ? [after, upTo, limit, types] : [after, upTo, limit],
    );
    return rows.map(numberedPlace);
  }

  async placeOf(eventId: string): Promise<NumberedPlace | null> {
    const { rows } = await this.pool.query<Row>(`SELECT ${PLACE} FROM eventstoredb_position WHERE event_id = $1 ORDER BY position LIMIT 1`, [eventId]);
    return rows.length === 0 ? null : numberedPlace(rows[0]);
  }

  /** By stream, the positions of its events by revision. Names without line breaks. */
  async ofStreams(streams: readonly string[]): Promise<Map<string, Map<number, Numbered>>> {
    // One look into the index for each stream: a planner without statistics of a fresh table would read all of it.
    const { rows } = await this.pool.query<Row>({
      name: 'positions_of_streams',
      text: `SELECT position, ${TIME} AS recorded_at, stream, revision FROM unnest(string_to_array($1, E'\\n')) AS s(name)
        CROSS JOIN LATERAL (SELECT * FROM eventstoredb_position WHERE stream = s.name COLLATE "C" OFFSET 0) p ORDER BY stream, revision`,
      values: [streams.join('\n')],
    });
    const found = new Map<string, Map<number, Numbered>>();
    for (const row of rows) {
      const one = found.get(row.stream) ?? new Map<number, Numbered>();
      found.set(row.stream, one.set(row.revision, { position: Number(row.position), recordedAt: row.recorded_at }));
    }
    return found;
  }

  async times(positions: readonly number[]): Promise<Map<number, string>> {
    const { rows } = await this.pool.query<Row>(`SELECT position, ${TIME} AS recorded_at FROM eventstoredb_position WHERE position = ANY($1::bigint[])`, [positions]);
    return new Map(rows.map((row) => [Number(row.position), row.recorded_at]));
  }

  async at(instant: string): Promise<number> {
    const { rows } = await this.pool.query<{ position: string }>('SELECT eventstoredb_position_at($1) AS position', [instant]);
    return Number(rows[0].position);
  }

  async noteHarm({ commit, prepare }: LogPlace, stream: string, what: string): Promise<boolean> {
    const { rowCount } = await this.pool.query('INSERT INTO eventstoredb_harm VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [String(commit), String(prepare), stream, what]);
    return rowCount === 1;
  }

  async harms(): Promise<{ stream: string; what: string }[]> {
    return (await this.pool.query<{ stream: string; what: string }>('SELECT stream, what FROM eventstoredb_harm ORDER BY commit_position, prepare_position')).rows;
  }
}

// The columns travel as lines: names and ids hold no line breaks, and the driver's own array form would quote them.
const ADD = `
  WITH written AS (
    INSERT INTO eventstoredb_position (position, commit_position, prepare_position, stream, revision, event_id, type, recorded_at)
    SELECT $1::bigint + place, commit::bigint, prepare::bigint, stream, revision::integer, id::uuid, type, timestamptz 'epoch' + micros::bigint * interval '1 microsecond'
    FROM unnest(string_to_array($2, E'\\n'), string_to_array($3, E'\\n'), string_to_array($4, E'\\n'), string_to_array($5, E'\\n'),
      string_to_array($6, E'\\n'), string_to_array($7, E'\\n'), string_to_array($8, E'\\n'))
      WITH ORDINALITY AS row (commit, prepare, stream, revision, id, type, micros, place)
    WHERE (SELECT coalesce(max(position), 0) FROM eventstoredb_position) = $1::bigint
    RETURNING position)
  SELECT count(*) AS written, CASE WHEN count(*) > 0 THEN pg_notify('gridledger_log', max(position)::text) END FROM written`;

function numberedPlace(row: Row): NumberedPlace {
  return {
    position: Number(row.position),
    recordedAt: row.recorded_at,
    commit: BigInt(row.commit_position),
    prepare: BigInt(row.prepare_position),
    stream: row.stream,
    revision: row.revision,
  };
}
