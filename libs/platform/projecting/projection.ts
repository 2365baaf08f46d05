import type pg from 'pg';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import type { Partition } from './partition.js';

/** The little of `pg` that projections and stores need; a Pool, a client in a transaction, both fit. */
export interface Queryable {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** An event of the log by its place: where it stands and when it was recorded. */
export interface LogPlace {
  readonly position: number;
  readonly recordedAt: string;
}

/** What a page of events is applied in. */
export interface ApplyContext {
  /** Whose events these are. What concerns everybody comes to each partition. */
  readonly partition: Partition;
  /** Where this partition stands: everything of its customers up to here is in the tables, but for the events given now. */
  readonly after: number;
  /** The first event of the log that this read model listens to, whichever partition it concerns. */
  readonly first: LogPlace;
}

/** What a bulk build works with. */
export interface BuildContext {
  /** Connections on which the read model's tables are found by their plain names, in the schema below. */
  readonly pool: pg.Pool;
  readonly store: EventStore;
  /** The schema in which the empty tables lie. */
  readonly schema: string;
  /** The last position to be built. */
  readonly upTo: number;
  /** How many partitions the read model has; all of them are to be built. */
  readonly partitions: number;
  /** Positions done so far, rising. */
  readonly onProgress: (position: number) => void;
  /** Gives up when it is aborted: throw, and the tables are emptied before the next attempt. */
  readonly signal: AbortSignal;
}

/**
 * A read model that can be thrown away and rebuilt from the log (docs/how-to/add-a-projection-or-process.md). Its tables
 * carry its version in their names (`ledger_v1`), so that a new version is built beside the old one. `apply` runs in the
 * transaction that also moves the checkpoint; it reads no clock, no random source and nothing that is not in the log or
 * in its own tables.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** SQL that creates the tables of this version, by plain names (`CREATE TABLE ledger_v1 (…)`), run once. Each has a primary key. */
  readonly createTables: string;
  /** SQL that removes them again. */
  readonly dropTables: string;
  /** The event types it listens to. */
  readonly eventTypes: readonly string[];
  /** Events per transaction, default 5000. */
  readonly pageSize?: number;
  /**
   * Into how many parts its customers are divided, default 1: several workers, here and in other processes, bring them
   * up beside each other, each at a position of its own. Rows belong to one customer, or are the same whoever writes
   * them first. Another number takes effect with the next rebuild.
   */
  readonly partitions?: number;
  /** Why this version's rows may differ from those of the one before; without it a difference refuses the switch. */
  readonly intendedDifferences?: string;
  /** Folds a page of events of one partition, in the order of the log, into the tables. */
  apply(events: readonly NumberedEvent[], db: Queryable, context: ApplyContext): Promise<void>;
  /**
   * Fills the empty tables with exactly what `apply` would have made of all events up to a position, only faster. An
   * event that it cannot read makes it throw: the read model is then built page by page, and the event is parked.
   */
  build?(context: BuildContext): Promise<void>;
}
