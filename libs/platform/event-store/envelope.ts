import { randomUUID } from 'node:crypto';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { MAX_APPEND_BYTES } from './event-store.js';
import type { AppendRequest } from './event-store.js';
import type { EventTypes } from './event-types.js';

/** The rows of one append, ready to be written. */
export interface PreparedAppend {
  readonly stream: string;
  /** Revision of the first event; the append expects the one before it, -1 being no stream. */
  readonly firstRevision: number;
  readonly ids: readonly string[];
  readonly types: readonly string[];
  readonly envelopes: readonly string[];
  readonly payloads: readonly string[];
  readonly bytes: number;
}

const RANDOM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ANY_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// Line breaks and tabs would break the columns in which a batch travels; the rest keeps names readable everywhere.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Gives an append its ids and bytes. Throws RangeError above MAX_APPEND_BYTES, TypeError for what cannot be appended. */
export function prepareAppend(request: AppendRequest, types: EventTypes): PreparedAppend {
  const { stream, expectedRevision, events, context } = request;
  if (events.length === 0) throw new TypeError('an append needs at least one event');
  if (stream === '' || CONTROL.test(stream)) throw new TypeError('a stream name is not empty and holds no control characters');
  if (stream.startsWith('$')) throw new TypeError('a stream name does not begin with $, which EventStoreDB keeps for its own');
  if (expectedRevision !== 'no_stream' && !(Number.isInteger(expectedRevision) && expectedRevision >= 0)) throw new TypeError(`${expectedRevision} is not a revision`);
  if (request.ids && request.ids.length !== events.length) throw new TypeError(`${request.ids.length} ids were given for ${events.length} events`);
  const firstRevision = expectedRevision === 'no_stream' ? 0 : expectedRevision + 1;
  const linked = `"causationId":${canonicalJson(context.causationId)},"correlationId":${canonicalJson(context.correlationId)},`;
  const actor = `,"recordedBy":${canonicalJson(context.actor)}`;
  const origin = `,"origin":${canonicalJson(context.origin)}`;
  const streamText = `,"stream":${canonicalJson(stream)},"type":`;
  const ids: string[] = [];
  const names: string[] = [];
  const envelopes: string[] = [];
  const payloads: string[] = [];
  let bytes = 0;
  for (let i = 0; i < events.length; i++) {
    const event = events[i];
    const { unlinked } = types.check(event);
    const id = request.ids ? request.ids[i] : randomUUID();
    if (request.ids && !(unlinked ? RANDOM_ID : ANY_ID).test(id)) throw new TypeError(`an event id is a ${unlinked ? 'random (version 4) ' : ''}UUID in small letters`);
    if (CONTROL.test(event.type)) throw new TypeError('an event type holds no control characters');
    if (event.type.startsWith('$')) throw new TypeError('an event type does not begin with $, which EventStoreDB keeps for its own');
    // The members in the order of RFC 8785. A test holds it against canonicalJson.
    const envelope =
      `{${unlinked ? '' : linked}"customers":${canonicalJson(event.customers)},"id":"${id}","occurredOn":${canonicalJson(event.occurredOn)}${origin}` +
      `${unlinked ? '' : actor},"revision":${firstRevision + i}${streamText}${canonicalJson(event.type)},"version":${event.version}}`;
    const payload = canonicalJson(event.payload);
    bytes += Buffer.byteLength(envelope) + Buffer.byteLength(payload);
    ids.push(id);
    names.push(event.type);
    envelopes.push(envelope);
    payloads.push(payload);
  }
  if (bytes > MAX_APPEND_BYTES) throw new RangeError(`an append holds at most ${MAX_APPEND_BYTES} bytes; this one, to stream ${stream}, has ${bytes}`);
  return { stream, firstRevision, ids, types: names, envelopes, payloads, bytes };
}
