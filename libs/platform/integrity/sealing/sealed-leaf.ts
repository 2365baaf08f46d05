import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { mapKeysOf } from '../proof/customer-entry.js';
import { cutEnvelope } from '../proof/cut-envelope.js';
import { leafHash } from '../proof/leaf-bytes.js';
import type { Hash } from '../proof/sha256.js';

/** An event as the tree and the map see it. */
export interface SealedLeaf {
  readonly hash: Hash;
  /** The names under which it counts in the map. */
  readonly names: readonly string[];
}

/** Throws an Error with a sentence for an event whose envelope cannot be an event's. */
export function sealedLeaf(event: Pick<NumberedEvent, 'position' | 'recordedAt' | 'envelopeBytes' | 'payloadBytes' | 'envelope'>): SealedLeaf {
  const { position, recordedAt, envelopeBytes, payloadBytes } = event;
  const cut = cutEnvelope(envelopeBytes) ?? event.envelope;
  const { stream, revision } = cut;
  return { hash: leafHash({ position, recordedAt, stream, revision, envelope: envelopeBytes, payload: payloadBytes }), names: mapKeysOf(cut) };
}
