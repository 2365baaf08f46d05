import { randomUUID } from 'node:crypto';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import pg from 'pg';
import { billing } from '#billing/billing.module.js';
import { systemClock } from '#platform/config/clock.js';
import { EventTypes } from '#platform/event-store/event-types.js';
import { migrate } from '#platform/event-store/migrate.js';
import { PostgresEventStore } from '#platform/event-store/postgres-event-store.js';
import { openPool } from '#platform/open-pool.js';
import { url, withClient } from './product.js';

/** Appends events to a stream that stands at `revision` (-1: that does not exist yet); resolves when they have committed. */
export interface Appender {
  append(stream: string, revision: number, payloads: readonly Payment[]): Promise<void>;
  close(): Promise<void>;
}

export type Payment = Readonly<Record<'payment_no' | 'customer_no' | 'bill_no' | 'paid_on' | 'amount_fen', string>>;

export const payment = (customer: string, number: number): Payment => ({ payment_no: `P${customer}-${number}`, customer_no: customer, bill_no: `B${customer}-${number}`, paid_on: '2024-05-17', amount_fen: '12345' });

export const APPENDERS: Readonly<Record<string, (writers: number) => Promise<Appender>>> = {
  /** The product's store as the product opens it: types registered with their schemas, one pool. */
  ours: async () => {
    await withClient((client) => migrate(client));
    const pool = openPool(url);
    const store = new PostgresEventStore(pool, new EventTypes(billing.eventTypes), systemClock);
    const context = { actor: 'bench', origin: 'live', correlationId: randomUUID(), causationId: null } as const;
    return {
      append: async (stream, revision, payloads) => {
        const events = payloads.map((payload) => ({ type: 'PaymentReceived', version: 1, occurredOn: payload.paid_on, customers: [payload.customer_no], payload }));
        await store.append({ stream, expectedRevision: revision < 0 ? 'no_stream' : revision, events, context });
      },
      close: async () => {
        await store.close();
        await pool.end();
      },
    };
  },
  /** Emmett as its documentation opens it, with a pool in which no writer waits for a connection. */
  emmett: async (writers) => {
    const pool = new pg.Pool({ connectionString: url, max: Math.max(10, writers) });
    const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
    await store.schema.migrate();
    return {
      append: async (stream, revision, payloads) => {
        const events = payloads.map((data) => ({ type: 'PaymentReceived', data }));
        await store.appendToStream(stream, events, { expectedStreamVersion: revision < 0 ? STREAM_DOES_NOT_EXIST : BigInt(revision + 1) });
      },
      close: async () => {
        await store.close();
        await pool.end();
      },
    };
  },
  /** Rows of the same shape into a table with the same constraints and indexes, one prepared INSERT each, without any check. */
  insert: async (writers) => {
    await withClient((client) => migrate(client));
    const pool = new pg.Pool({ connectionString: url, max: Math.max(10, writers) });
    await pool.query('CREATE TABLE IF NOT EXISTS event_peer (LIKE event INCLUDING ALL)');
    const envelope = (id: string, stream: string, revision: number, payload: Payment): string =>
      JSON.stringify({ causationId: null, correlationId: id, customers: [payload.customer_no], id, occurredOn: payload.paid_on, origin: 'live', recordedBy: 'bench', revision, stream, type: 'PaymentReceived', version: 1 });
    return {
      append: async (stream, revision, payloads) => {
        for (let i = 0; i < payloads.length; i++) {
          const id = randomUUID();
          const values = [stream, revision + 1 + i, id, 'PaymentReceived', envelope(id, stream, revision + 1 + i, payloads[i]), JSON.stringify(payloads[i])];
          await pool.query({ name: 'insert', text: 'INSERT INTO event_peer (stream, revision, event_id, type, envelope, payload) VALUES ($1, $2, $3, $4, $5, $6)', values });
        }
      },
      close: () => pool.end(),
    };
  },
};
