import type { PreparedAppend } from '../envelope.js';
import { WireReader, WireWriter } from './wire.js';

/** What the server says to an append: done, or the revision at which the stream really stands, or that it failed. */
export type AppendAnswer = { readonly done: true } | { readonly actual: number | 'no_stream' } | { readonly failure: string; readonly message: string };

/** Tells the appends of one call apart: a number common to the call and one of the append's own, each below 2^48. */
export interface Correlation {
  readonly call: number;
  readonly append: number;
}

/** One `BatchAppendReq` (streams.proto): the envelope's exact text as metadata, the payload's as data. */
export function appendMessage({ call, append }: Correlation, { stream, firstRevision, ids, types, envelopes, payloads, bytes }: PreparedAppend, deadlineSeconds: number): Buffer {
  const options = new WireWriter(stream.length + 64).message(1, new WireWriter(stream.length + 32).text(3, stream));
  if (firstRevision === 0) options.message(3);
  else options.number(2, firstRevision - 1);
  options.message(7, new WireWriter(16).number(1, deadlineSeconds));
  const request = new WireWriter(bytes + 300 + 200 * ids.length).message(1, new WireWriter(64).message(1, new WireWriter(48).number(1, call).number(2, append))).message(2, options);
  for (let i = 0; i < ids.length; i++) request.message(3, proposed(ids[i], types[i], envelopes[i], payloads[i]));
  return request.number(4, 1).done();
}

function proposed(id: string, type: string, envelope: string, payload: string): WireWriter {
  const message = new WireWriter(envelope.length + payload.length + 200).message(1, new WireWriter(48).text(2, id));
  return message.message(2, entry('type', type)).bytes(2, JSON_CONTENT).text(3, envelope).text(4, payload);
}

function entry(name: string, value: string): WireWriter {
  return new WireWriter(value.length + 64).text(1, name).text(2, value);
}

const JSON_CONTENT = entry('content-type', 'application/json').done();

/** One `BatchAppendResp`, with the append's own number in the call. */
export function appendAnswer(bytes: Buffer): { append: number; answer: AppendAnswer } {
  const reader = new WireReader(bytes);
  let append = 0;
  let answer: AppendAnswer = { done: true };
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) append = appendNumber(reader.message());
    else if (field === 2) answer = failure(reader.message());
    else reader.skip();
  }
  return { append, answer };
}

/** A `google.rpc.Status`: a message, and details whose type says what went wrong. */
function failure(reader: WireReader): AppendAnswer {
  let message = '';
  let failed = '';
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 2) message = reader.text();
    else if (field === 3) {
      const details = reader.message();
      for (let part = details.field(); part !== 0; part = details.field()) {
        if (part === 1) failed = details.text().replace(/^.*\./, '');
        else if (part === 2 && failed === 'WrongExpectedVersion') return { actual: actualRevision(details.message()) };
        else details.skip();
      }
    } else reader.skip();
  }
  // Of a stream that is not there the server says nothing, which is no bytes at all.
  return failed === 'WrongExpectedVersion' ? { actual: 'no_stream' } : { failure: failed, message };
}

function actualRevision(reader: WireReader): number | 'no_stream' {
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) return Number(reader.varint());
    reader.skip();
  }
  return 'no_stream';
}

/** The second half of a `UUID`, which the server gives as two numbers. */
function appendNumber(reader: WireReader): number {
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field !== 1) {
      reader.skip();
      continue;
    }
    const halves = reader.message();
    for (let half = halves.field(); half !== 0; half = halves.field()) {
      if (half === 2) return Number(halves.varint());
      halves.skip();
    }
  }
  return 0;
}
