import type { ProofSource, SerialCheckpoint } from '#apps/evidence/src/export/proof-source.js';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { signCheckpoint } from '#platform/integrity/proof/checkpoint.js';
import { customerKey, entryHash, mapKeysOf, withEvent, type CustomerEntry } from '#platform/integrity/proof/customer-entry.js';
import { CustomerMap } from '#platform/integrity/proof/customer-map.js';
import { leafHash } from '#platform/integrity/proof/leaf-bytes.js';
import { EMPTY_ROOT, nodeHash, splitOf } from '#platform/integrity/proof/merkle-tree.js';
import type { Hash } from '#platform/integrity/proof/sha256.js';
import type { SigningKey } from '#platform/integrity/proof/signing-key.js';

/** The sealed log held in memory, worked out from the whole log each time: slow, and right by definition. */
export function memoryProofs(store: EventStore, key: SigningKey): ProofSource & { sealed: SerialCheckpoint[] } {
  const leaves: Hash[] = [];
  const entries = new Map<string, CustomerEntry>();
  const map = new CustomerMap();
  const sealed: SerialCheckpoint[] = [];
  const leafOf = ({ position, recordedAt, envelope, envelopeBytes, payloadBytes }: NumberedEvent): Hash =>
    leafHash({ position, recordedAt, stream: envelope.stream, revision: envelope.revision, envelope: envelopeBytes, payload: payloadBytes });
  const root = (from: number, to: number): Hash => (to - from === 1 ? leaves[from] : nodeHash(root(from, from + splitOf(to - from)), root(from + splitOf(to - from), to)));
  return {
    sealed,
    signer: { keyId: `${key.verifier.name}+${key.verifier.hash}`, sign: (message) => key.sign(message) },
    leafHash: leafOf,
    async seal() {
      await store.settle();
      for await (const page of store.readAll({ after: leaves.length })) {
        for (const event of page) {
          const hash = leafOf(event);
          leaves.push(hash);
          for (const name of mapKeysOf(event.envelope)) {
            entries.set(name, withEvent(entries.get(name), hash));
            map.set(customerKey(name), entryHash(entries.get(name)!));
          }
        }
      }
      const last = sealed[sealed.length - 1];
      if (last?.size === leaves.length) return last;
      const checkpoint = { serial: 0, ...signCheckpoint({ origin: key.verifier.name, size: leaves.length, root: leaves.length === 0 ? EMPTY_ROOT : root(0, leaves.length), customers: map.customers, mapRoot: map.root(), nextKey: null }, [key]) };
      sealed.push(checkpoint);
      return checkpoint;
    },
    earlierCheckpoints: async (position, latest) => sealed.filter(({ size }) => size >= position && size < latest.size).slice(0, 1),
    async *hashes(subtrees) {
      for (const { from, to } of subtrees) yield root(from, to);
    },
    mapEntry: async (name) => ({ entry: entries.get(name) ?? null, proof: map.prove(customerKey(name)) }),
  };
}
