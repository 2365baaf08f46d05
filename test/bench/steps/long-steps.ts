import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { EventStore } from '#platform/event-store/event-store.js';
import { searchPath, tablesOf } from '#platform/projecting/read-model-schema.js';
import type { Projector } from '#platform/projecting/projector.js';
import { EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { timed, url, withClient, withProduct, type Taken } from './product.js';

// A log of millions out of one of the simulator's: each copy under other customer numbers (S0000508 becomes S0170508),
// with other ids (the first eight digits count the copies), behind the copies before it. The indexes are made afterwards, as a restore does.
const INDEXES = ['ALTER TABLE event ADD UNIQUE (event_id)', 'ALTER TABLE event ADD UNIQUE (stream, revision)', 'CREATE INDEX event_type_seq ON event (type, seq)'];

/** Copies number `from` to `to` of the log's first `events` events, by COPY. */
export const replicateLogStep = ({ events, from, to }: { events: number; from: number; to: number }): Promise<Taken> =>
  withClient(async (source) => {
    const target = new pg.Client(url);
    await target.connect();
    try {
      return await timed(async () => {
        await target.query('ALTER TABLE event DROP CONSTRAINT IF EXISTS event_event_id_key; ALTER TABLE event DROP CONSTRAINT IF EXISTS event_stream_revision_key; DROP INDEX IF EXISTS event_type_seq');
        const { rows } = await source.query<{ seq: string; time: string }>('SELECT max(seq) + 10000 AS seq, (max(recorded_at) - min(recorded_at) + interval \'1 second\')::text AS time FROM event_position WHERE position <= $1', [events]);
        const [{ seq, time }] = rows;
        for (let copy = from; copy <= to; copy++) {
          const name = `S${String(copy).padStart(3, '0')}`;
          const hex = copy.toString(16).padStart(8, '0');
          const other = (column: string): string => `replace(${column}, 'S000', '${name}')`;
          const first = `WHERE e.seq < ${seq}`;
          await pipeline(
            source.query(copyTo(`COPY (SELECT e.seq + ${copy} * ${seq}, ${other('stream')}, revision, ('${hex}' || substr(event_id::text, 9))::uuid, type,
              replace(${other('envelope')}, '"id":"' || substr(event_id::text, 1, 8), '"id":"${hex}'), regexp_replace(${other('payload')}, '"(voided_event|replaced_event)":"........', '"\\1":"${hex}')
              FROM event e ${first} ORDER BY e.seq) TO STDOUT`)),
            target.query(copyFrom('COPY event (seq, stream, revision, event_id, type, envelope, payload) FROM STDIN')),
          );
          await pipeline(
            source.query(copyTo(`COPY (SELECT position + ${copy} * ${events}, seq + ${copy} * ${seq}, recorded_at + ${copy} * interval '${time}' FROM event_position WHERE position <= ${events} ORDER BY position) TO STDOUT`)),
            target.query(copyFrom('COPY event_position (position, seq, recorded_at) FROM STDIN')),
          );
        }
        await target.query(`SET maintenance_work_mem = '512MB'; ${INDEXES.join('; ')}; SELECT setval('event_seq', ((${to} + 1) * ${seq} / 10000 + 1) * 10000)`);
        await target.query('ANALYZE event, event_position');
        return (to - from + 1) * events;
      });
    } finally {
      await target.end();
    }
  });

/** Fills the live read model anew and puts every read model at the end of the log: the copies hold nothing that the others listen to. */
export const fillLiveStep = (): Promise<Taken> =>
  withProduct((app) => {
    const store = app.token<EventStore>(EVENT_STORE);
    const projection = app.token<Projector>(PROJECTOR).projections.find(({ name }) => name === 'credit')!;
    return timed(async () => {
      const { position } = await store.head();
      const pool = new pg.Pool({ connectionString: url, options: `-c search_path=${searchPath('live').replace(' ', '')}` });
      await pool.query(`TRUNCATE ${tablesOf(projection).join(', ')}`);
      await projection.build!({ pool, store, schema: 'read_model', upTo: position, partitions: projection.partitions ?? 1, onProgress: () => {}, signal: new AbortController().signal });
      await pool.query('UPDATE projection_checkpoint SET position = $1', [position]);
      await pool.query(`VACUUM ANALYZE ${tablesOf(projection).join(', ')}`);
      await pool.end();
      return position;
    });
  });
