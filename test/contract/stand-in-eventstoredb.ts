import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import messages from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import grpc from '@grpc/grpc-js';
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';

interface Held {
  readonly stream: string;
  readonly revision: number;
  readonly place: bigint;
  readonly ticks: bigint;
  readonly message: BatchAppendReq.ProposedMessage;
}

/**
 * A server for specs where no EventStoreDB is named: real gRPC by the client's own service definitions, a list in
 * memory behind it. It does what the documentation says of append (expected revision, idempotence by event ids, 1 MiB)
 * and read (streams and $all, both ways, subscriptions). What a real server does beyond that it cannot show.
 */
export interface StandInEventStoreDb {
  readonly port: number;
  /** Sets the server's clock, in microseconds; null: the system's. */
  setClock(micros: number | null): void;
  /** Ends all subscriptions as a server does whose subscriber is too slow. */
  dropSubscribers(): void;
  close(): void;
}

const MAX_APPEND_BYTES = 1024 * 1024;

export async function openStandInEventStoreDb(): Promise<StandInEventStoreDb> {
  const all: Held[] = [];
  const streams = new Map<string, Held[]>();
  const subscribers = new Set<ServerWritableStream<ReadReq, ReadResp>>();
  let micros: number | null = null;

  const batchAppend = (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    call.on('data', (request: BatchAppendReq) => {
      const options = request.getOptions()!;
      const outcome = append(nameOf(options.getStreamIdentifier()), options, request.getProposedMessagesList());
      const halves = request.getCorrelationId()!;
      const answer = new messages.BatchAppendResp().setCorrelationId(halves).setStreamIdentifier(options.getStreamIdentifier());
      if (typeof outcome === 'number') answer.setSuccess(new messages.BatchAppendResp.Success().setCurrentRevision(String(outcome)));
      else answer.setError(outcome);
      call.write(answer);
    });
    call.on('end', () => call.end());
    call.on('error', () => {});
  };

  const append = (stream: string, options: BatchAppendReq.Options, proposed: readonly BatchAppendReq.ProposedMessage[]): number | Status => {
    let bytes = 0;
    for (const message of proposed) bytes += message.getData_asU8().length;
    if (bytes > MAX_APPEND_BYTES) return failure('MaximumAppendSizeExceeded');
    const held = streams.get(stream) ?? [];
    const first = options.hasNoStream() ? 0 : Number(options.getStreamPosition()) + 1;
    const repeated = first < held.length && proposed.every((message, i) => held[first + i]?.message.getId()!.getString() === message.getId()!.getString());
    if (first !== held.length && !repeated) return wrongVersion(held.length);
    if (!repeated) write(stream, held, proposed);
    return first + proposed.length - 1;
  };

  const write = (stream: string, held: Held[], proposed: readonly BatchAppendReq.ProposedMessage[]): void => {
    streams.set(stream, held);
    for (const message of proposed) {
      const ticks = BigInt(micros ?? Date.now() * 1000) * 10n;
      const one = { stream, revision: held.length, place: BigInt(all.length + 1) * 100n, ticks, message };
      held.push(one);
      all.push(one);
      for (const subscriber of subscribers) subscriber.write(readEvent(one));
    }
  };

  const read = (call: ServerWritableStream<ReadReq, ReadResp>): void => {
    const options = call.request.getOptions()!;
    if (options.hasSubscription()) {
      call.write(new messages.ReadResp().setConfirmation(new messages.ReadResp.SubscriptionConfirmation().setSubscriptionId('stand-in')));
      subscribers.add(call);
      call.on('cancelled', () => {
        subscribers.delete(call);
        call.end();
      });
      return;
    }
    // A real server answers so when asked for a place that is not the beginning of a record.
    const asked = options.getAll()?.getPosition();
    if (asked && BigInt(asked.getCommitPosition()) % 100n !== 0n) {
      call.emit('error', { code: grpc.status.UNKNOWN, details: 'Unexpected ReadAllResult: Error' });
      return;
    }
    const chosen = options.hasAll() ? fromAll(options) : fromStream(options);
    if (chosen) for (const one of chosen.slice(0, Number(options.getCount()))) call.write(readEvent(one));
    else call.write(new messages.ReadResp().setStreamNotFound(new messages.ReadResp.StreamNotFound()));
    call.end();
  };

  const fromAll = (options: ReadReq.Options): Held[] => {
    const from = options.getAll()!.hasPosition() ? BigInt(options.getAll()!.getPosition()!.getCommitPosition()) : 0n;
    return all.slice(all.findIndex(({ place }) => place >= from)).filter(({ place }) => place >= from);
  };

  const fromStream = (options: ReadReq.Options): Held[] | null => {
    const asked = options.getStream()!;
    const held = streams.get(nameOf(asked.getStreamIdentifier()));
    if (!held) return null;
    const from = asked.hasRevision() ? Number(asked.getRevision()) : null;
    if (options.getReadDirection() === 0) return held.slice(asked.hasEnd() ? held.length : (from ?? 0));
    return held.slice(0, asked.hasStart() ? 1 : (from ?? held.length) + 1).reverse();
  };

  const server = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  server.addService(services.StreamsService as unknown as grpc.ServiceDefinition, { batchAppend, read } as unknown as grpc.UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))));
  return {
    port,
    setClock: (to) => {
      micros = to;
    },
    dropSubscribers: () => {
      for (const subscriber of subscribers) subscriber.emit('error', { code: grpc.status.ABORTED, details: 'Consumer too slow to handle event while live' });
      subscribers.clear();
    },
    close: () => server.forceShutdown(),
  };
}

function readEvent({ stream, revision, place, ticks, message }: Held): ReadResp {
  const event = new messages.ReadResp.ReadEvent.RecordedEvent()
    .setId(message.getId())
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(stream))))
    .setStreamRevision(String(revision))
    .setCommitPosition(String(place))
    .setPreparePosition(String(place))
    .setCustomMetadata(message.getCustomMetadata())
    .setData(message.getData());
  for (const [name, value] of message.getMetadataMap().entries() as unknown as Iterable<[string, string]>) event.getMetadataMap().set(name, value);
  event.getMetadataMap().set('created', String(ticks));
  return new messages.ReadResp().setEvent(new messages.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(place)));
}

function wrongVersion(length: number): Status {
  const wrong = new shared.WrongExpectedVersion();
  if (length === 0) wrong.setCurrentNoStream(new shared.Empty() as never);
  else wrong.setCurrentStreamRevision(String(length - 1));
  return failure('WrongExpectedVersion', wrong.serializeBinary());
}

function nameOf(identifier: { getStreamName_asU8(): Uint8Array } | undefined): string {
  return Buffer.from(identifier!.getStreamName_asU8()).toString('utf8');
}

/** As a real server packs it: what is wrong is the name of a message type. */
function failure(what: string, content: Uint8Array = new Uint8Array(0)): Status {
  const details = new any.Any();
  details.pack(Uint8Array.from(content), `event_store.client.${what}`);
  return new status.Status().setMessage(what).setDetails(details);
}
