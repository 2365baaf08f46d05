import type pg from 'pg';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import type { AuditedLog, AuditedRow, RowColumns } from './audited-row.js';

/** The log as an EventStoreDB has it, with the table of its places. */
export class AuditedEventStoreDb implements AuditedLog {
  constructor(
    private readonly store: Pick<EventStore, 'readAll'> & { harms(): Promise<{ stream: string; what: string }[]> },
    private readonly pool: pg.Pool,
  ) {}

  async *rows(upTo: number): AsyncGenerator<AuditedRow[]> {
    for await (const page of this.store.readAll({ after: 0, upTo })) {
      const columns = await this.#columns(page[0].position, page[page.length - 1].position);
      yield page.map((event) => row(event, columns.get(event.position) ?? null));
    }
  }

  hidden(): Promise<number> {
    return Promise.resolve(0);
  }

  harms(): Promise<{ stream: string; what: string }[]> {
    return this.store.harms();
  }

  async #columns(from: number, to: number): Promise<Map<number, RowColumns>> {
    const { rows } = await this.pool.query<{ position: string; stream: string; revision: number; event_id: string; type: string }>(
      'SELECT position, stream, revision, event_id, type FROM eventstoredb_position WHERE position BETWEEN $1 AND $2',
      [from, to],
    );
    return new Map(rows.map(({ position, stream, revision, event_id, type }) => [Number(position), { stream, revision: String(revision), id: event_id, type }]));
  }
}

function row({ position, recordedAt, envelopeBytes, payloadBytes }: NumberedEvent, columns: RowColumns | null): AuditedRow {
  return { position, recordedAt, envelope: envelopeBytes, payload: payloadBytes, columns };
}
