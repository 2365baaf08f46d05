import messages from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import type { LogPlace } from './log-record.js';

export interface StreamRange {
  readonly from: number | 'start' | 'end';
  readonly backwards?: boolean;
  readonly count?: number;
}

export function readStreamMessage(stream: string, { from, backwards, count }: StreamRange): ReadReq {
  const place = new messages.ReadReq.Options.StreamOptions().setStreamIdentifier(identifier(stream));
  if (from === 'start') place.setStart(new shared.Empty());
  else if (from === 'end') place.setEnd(new shared.Empty());
  else place.setRevision(String(from));
  return request((options) => options.setStream(place).setReadDirection(backwards ? 1 : 0).setCount(String(count ?? Number.MAX_SAFE_INTEGER)));
}

/** All of $all from an event on, that one included; from the start if null. */
export function readAllMessage(from: LogPlace | null): ReadReq {
  const place = new messages.ReadReq.Options.AllOptions();
  if (from === null) place.setStart(new shared.Empty());
  else place.setPosition(new messages.ReadReq.Options.Position().setCommitPosition(String(from.commit)).setPreparePosition(String(from.prepare)));
  return request((options) => options.setAll(place).setReadDirection(0).setCount(String(Number.MAX_SAFE_INTEGER)));
}

/** Whatever is written to $all from now on. */
export function subscribeMessage(): ReadReq {
  const end = new messages.ReadReq.Options.AllOptions().setEnd(new shared.Empty());
  return request((options) => options.setAll(end).setReadDirection(0).setSubscription(new messages.ReadReq.Options.SubscriptionOptions()));
}

function request(fill: (options: ReadReq.Options) => ReadReq.Options): ReadReq {
  const uuid = new messages.ReadReq.Options.UUIDOption().setString(new shared.Empty());
  const options = new messages.ReadReq.Options().setResolveLinks(false).setNoFilter(new shared.Empty()).setUuidOption(uuid);
  return new messages.ReadReq().setOptions(fill(options));
}

function identifier(stream: string): StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(bytes(stream));
}

// Not a Buffer: the generated code tells bytes from text by the constructor.
function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'));
}
