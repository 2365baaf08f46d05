import type { Event, ReadEvent } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, pongoMultiStreamProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { foldCaseFile, CREDIT_FACT_TYPES, type CreditFact } from '#credit/case-file/fold-case-file.js';
import type { CaseFile } from '#credit/case-file/case-file.js';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import type { Projector } from '#platform/projecting/projector.js';
import { EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { timed, url, withClient, withProduct, type Taken } from './product.js';

/** The credit ledger from nothing, as an operator rebuilds it. */
export const rebuildStep = (): Promise<Taken> =>
  withProduct((app) => {
    const store = app.token<EventStore>(EVENT_STORE);
    const projection = app.token<Projector>(PROJECTOR).projections.find(({ name }) => name === 'credit')!;
    return timed(async () => {
      const { position } = await store.head();
      await app.pool.query('DROP SCHEMA IF EXISTS bench_build CASCADE; CREATE SCHEMA bench_build');
      const pool = new pg.Pool({ connectionString: url, options: '-c search_path=bench_build,public' });
      await pool.query(projection.createTables);
      await projection.build!({ pool, store, schema: 'bench_build', upTo: position, partitions: projection.partitions ?? 1, onProgress: () => {}, signal: new AbortController().signal });
      await pool.end();
      return position;
    });
  });

/** Peer: the same rows, as the rebuild takes them in (position, recorded time, envelope, payload), by COPY, bytes only. */
export const copyLogStep = (): Promise<Taken> =>
  withClient(async (client) => {
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM event_position');
    return timed(async () => {
      const text = `COPY (SELECT p.position, p.recorded_at AT TIME ZONE 'UTC', e.envelope, e.payload FROM event_position p JOIN event e USING (seq) ORDER BY p.position) TO STDOUT`;
      let bytes = 0;
      for await (const chunk of client.query(copyTo(text)) as AsyncIterable<Buffer>) bytes += chunk.length;
      if (bytes === 0) throw new Error('the log is empty');
      return Number(rows[0].n);
    });
  });

/** Copies the log into Emmett's tables, stream by stream; no peer itself. */
export const fillEmmettStep = (): Promise<Taken> =>
  withProduct(async (app) => {
    const store = app.token<EventStore>(EVENT_STORE);
    const streams = new Map<string, NumberedEvent[]>();
    for await (const page of store.readAll({ after: 0, types: CREDIT_FACT_TYPES })) {
      for (const event of page) {
        const list = streams.get(event.envelope.stream);
        if (list) list.push(event);
        else streams.set(event.envelope.stream, [event]);
      }
    }
    const emmett = getPostgreSQLEventStore(url);
    await emmett.schema.migrate();
    return timed(async () => {
      let count = 0;
      for (const [stream, events] of streams) {
        await emmett.appendToStream(stream, events.map(({ envelope, payload }) => ({ type: envelope.type, data: payload, metadata: { messageId: envelope.id } })));
        count += events.length;
      }
      await emmett.close();
      return count;
    });
  });

// A type and no interface: Pongo's documents have an index signature.
type CaseDocument = { _id?: string; facts: CaseFile['facts'] };
type AnyFact = Event<string, Record<string, unknown>>;

/** Peer: Emmett's own rebuild of a Pongo projection, one document a customer, in batches as it makes them by default. */
export const rebuildEmmettStep = (): Promise<Taken> =>
  withClient(async (client) => {
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM emt_messages');
    const projection = pongoMultiStreamProjection<CaseDocument, AnyFact>({
      collectionName: 'case_files',
      canHandle: [...CREDIT_FACT_TYPES],
      getDocumentId: ({ data }) => String(data.customer_no),
      initialState: () => ({ facts: {} }),
      evolve: (document: CaseDocument, { type, data, metadata }: ReadEvent<AnyFact>) => {
        const { messageId, globalPosition } = metadata as unknown as { messageId: string; globalPosition: bigint };
        foldCaseFile({ customerNo: String(data.customer_no), facts: document.facts }, { type, payload: data } as unknown as CreditFact, { id: messageId, position: Number(globalPosition) });
        return document;
      },
    });
    return timed(async () => {
      const consumer = rebuildPostgreSQLProjections<AnyFact>({ connectionString: url, projections: [projection] });
      await consumer.start();
      await consumer.close();
      return Number(rows[0].n);
    });
  });
