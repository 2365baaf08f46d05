import { describe, expect, it } from '@jest/globals';
import messages from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import fc from 'fast-check';
import { appendAnswer, appendMessage } from './append-message.js';
import { readAnswer } from './read-answer.js';

const text = fc.string({ unit: 'grapheme', maxLength: 400 });
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('messages by hand', () => {
  it('carry an append as the generated code reads it', () => {
    const event = fc.record({ id: fc.uuid(), type: text, envelope: text, payload: text });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.array(event, { minLength: 1, maxLength: 5 }), (stream, firstRevision, append, events) => {
        const column = (name: 'id' | 'type' | 'envelope' | 'payload') => events.map((one) => one[name]);
        const prepared = { stream, firstRevision, ids: column('id'), types: column('type'), envelopes: column('envelope'), payloads: column('payload'), bytes: 0 };
        const read = messages.BatchAppendReq.deserializeBinary(new Uint8Array(appendMessage({ call: 2 ** 47 - 1, append }, prepared, 10)));
        const options = read.getOptions()!;
        expect(utf8(options.getStreamIdentifier()!.getStreamName_asU8())).toBe(stream);
        expect(options.hasNoStream()).toBe(firstRevision === 0);
        if (firstRevision > 0) expect(options.getStreamPosition()).toBe(String(firstRevision - 1));
        expect(read.getIsFinal()).toBe(true);
        expect(read.getCorrelationId()!.getStructured()!.toObject()).toEqual({ mostSignificantBits: String(2 ** 47 - 1), leastSignificantBits: String(append) });
        const found = read.getProposedMessagesList().map((one) => ({
          id: one.getId()!.getString(),
          type: one.getMetadataMap().get('type'),
          content: one.getMetadataMap().get('content-type'),
          envelope: utf8(one.getCustomMetadata_asU8()),
          payload: utf8(one.getData_asU8()),
        }));
        expect(found).toEqual(events.map((one) => ({ ...one, content: 'application/json' })));
      }),
    );
  });

  it('give an event as the generated code writes it, and pass over what is none', () => {
    fc.assert(
      fc.property(fc.uuid(), text, text, text, text, fc.nat(), uint64, uint64, uint64, (id, stream, type, metadata, data, revision, commit, prepare, ticks) => {
        const event = new messages.ReadResp.ReadEvent.RecordedEvent()
          .setId(new shared.UUID().setString(id))
          .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(stream))))
          .setStreamRevision(String(revision))
          .setCommitPosition(String(commit))
          .setPreparePosition(String(prepare))
          .setCustomMetadata(new Uint8Array(Buffer.from(metadata)))
          .setData(new Uint8Array(Buffer.from(data)));
        event.getMetadataMap().set('created', String(ticks)).set('other', 'x').set('type', type);
        const answer = new messages.ReadResp().setEvent(new messages.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(commit)));
        expect(readAnswer(Buffer.from(answer.serializeBinary()))).toEqual({ id, stream, type, metadata, data, revision, commit, prepare, createdMicros: ticks / 10n });
      }),
    );
    const confirmed = new messages.ReadResp().setConfirmation(new messages.ReadResp.SubscriptionConfirmation().setSubscriptionId('s'));
    const missing = new messages.ReadResp().setStreamNotFound(new messages.ReadResp.StreamNotFound());
    expect(readAnswer(Buffer.from(confirmed.serializeBinary()))).toBe('confirmed');
    expect(readAnswer(Buffer.from(missing.serializeBinary()))).toBeNull();
    expect(() => readAnswer(Buffer.from([10, 200, 1, 1]))).toThrow(RangeError);
  });

  it.each([
    ['success', null, { done: true }],
    ['a revision', new shared.WrongExpectedVersion().setCurrentStreamRevision('7'), { actual: 7 }],
    ['revision 0', new shared.WrongExpectedVersion().setCurrentStreamRevision('0'), { actual: 0 }],
    ['no stream', new shared.WrongExpectedVersion().setCurrentNoStream(new shared.Empty() as never), { actual: 'no_stream' }],
    ['a timeout', new shared.Timeout(), { failure: 'Timeout', message: 'so it is' }],
  ])('tell what the server said of an append: %s', (_, details, answer) => {
    const response = new messages.BatchAppendResp().setCorrelationId(new shared.UUID().setStructured(new shared.UUID.Structured().setMostSignificantBits('-5').setLeastSignificantBits('42')));
    if (!details) response.setSuccess(new messages.BatchAppendResp.Success().setCurrentRevision('3'));
    else {
      const packed = new any.Any();
      packed.pack(Uint8Array.from(details.serializeBinary()), `event_store.client.${details.constructor === shared.Timeout ? 'Timeout' : 'WrongExpectedVersion'}`);
      response.setError(new status.Status().setMessage('so it is').setDetails(packed));
    }
    expect(appendAnswer(Buffer.from(response.serializeBinary()))).toEqual({ append: 42, answer });
  });
});
