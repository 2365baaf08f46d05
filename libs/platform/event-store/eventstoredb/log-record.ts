/** A place in $all. */
export interface LogPlace {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** An event as the server holds it. */
export interface LogRecord extends LogPlace {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  /** The server's time, microseconds since 1970. */
  readonly createdMicros: bigint;
  /** The metadata and data, byte for byte. */
  readonly metadata: string;
  readonly data: string;
}

/** Whether a record is an event of the ledger: neither the server's own nor of another user of the cluster. */
export function isOfLedger({ stream, type, id, revision, metadata }: LogRecord): boolean {
  return !stream.startsWith('$') && !type.startsWith('$') && metadata.includes(`"id":"${id}"`) && metadata.includes(`"revision":${revision},"stream":`);
}

export function isAfter(record: LogPlace, place: LogPlace): boolean {
  return record.commit > place.commit || (record.commit === place.commit && record.prepare > place.prepare);
}
