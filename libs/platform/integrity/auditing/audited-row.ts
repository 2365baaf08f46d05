/** A place of the log as the store has it, believed in nothing. */
export interface AuditedRow {
  readonly position: number;
  readonly recordedAt: string;
  /** Null: the place is there, and its event is gone. */
  readonly envelope: string | null;
  readonly payload: string | null;
  /** What the indexes say beside the envelope; null where the store has nothing such. */
  readonly columns: RowColumns | null;
}

export interface RowColumns {
  readonly stream: string;
  readonly revision: string;
  readonly id: string;
  readonly type: string;
}

/** Where the audit reads from. */
export interface AuditedLog {
  /** All places up to a position, in order. */
  rows(upTo: number): AsyncIterable<AuditedRow[]>;
  /** How many events lie in the store that have no place in the log and wait for none. */
  hidden(): Promise<number>;
  /** What was done to streams that must not be done; oldest first. */
  harms(): Promise<readonly { readonly stream: string; readonly what: string }[]>;
}
