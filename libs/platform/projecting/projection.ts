import type { NumberedEvent } from '#platform/event-store/event-store.js';

/** The little of `pg` that projections and stores need; a Pool, a client in a transaction, both fit. */
export interface Queryable {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/**
 * A read model that can be thrown away and rebuilt from the log. Its tables carry its version in their names
 * (`ledger_v1`), so that a new version is built beside the old one. `apply` runs in the transaction that also moves
 * the checkpoint; it reads no clock, no random source and nothing that is not in the log or in its own tables.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** SQL that creates the tables of this version, run once. */
  readonly createTables: string;
  /** SQL that removes them again. */
  readonly dropTables: string;
  /** The event types it listens to. */
  readonly eventTypes: readonly string[];
  /** Events per transaction, default 5000. */
  readonly pageSize?: number;
  /** Folds a page of events, in the order of the log, into the tables. */
  apply(events: readonly NumberedEvent[], db: Queryable): Promise<void>;
}
