import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

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

export function logRecord(event: ReadResp.ReadEvent.RecordedEvent): LogRecord {
  const headers = event.getMetadataMap();
  return {
    commit: BigInt(event.getCommitPosition()),
    prepare: BigInt(event.getPreparePosition()),
    stream: text(event.getStreamIdentifier()!.getStreamName_asU8()),
    revision: Number(event.getStreamRevision()),
    id: event.getId()!.getString(),
    type: headers.get('type') ?? '',
    // The server counts tenths of a microsecond.
    createdMicros: BigInt(headers.get('created') ?? 0) / 10n,
    metadata: text(event.getCustomMetadata_asU8()),
    data: text(event.getData_asU8()),
  };
}

/** Whether a record is an event of the ledger: neither the server's own nor of another user of the cluster. */
export function isOfLedger({ stream, type, id, revision, metadata }: LogRecord): boolean {
  return !stream.startsWith('$') && !type.startsWith('$') && metadata.includes(`"id":"${id}"`) && metadata.includes(`"revision":${revision},"stream":`);
}

export function isAfter(record: LogPlace, place: LogPlace): boolean {
  return record.commit > place.commit || (record.commit === place.commit && record.prepare > place.prepare);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
