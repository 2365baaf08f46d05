import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { CustomerEntry } from '#platform/integrity/proof/customer-entry.js';
import type { MapProof } from '#platform/integrity/proof/customer-map-proof.js';
import type { Checkpoint } from '#platform/integrity/proof/checkpoint.js';
import type { Subtree } from '#platform/integrity/proof/merkle-tree.js';
import type { Hash } from '#platform/integrity/proof/sha256.js';
import type { PackageSigner } from '#platform/evidence/write-package.js';

/** A checkpoint; `serial` counts those of one size from 0. */
export interface SerialCheckpoint extends Checkpoint {
  readonly serial: number;
}

/** The sealed log, as far as a package needs it. */
export interface ProofSource {
  readonly signer: PackageSigner;
  /** Seals what is recorded by now and signs it; the latest checkpoint. */
  seal(): Promise<SerialCheckpoint>;
  /** Checkpoints that a package up to `position` shows before the latest: those that name a next key, and the first that covers it; by size. */
  earlierCheckpoints(position: number, latest: SerialCheckpoint): Promise<SerialCheckpoint[]>;
  /** The leaf hash of an event. */
  leafHash(event: NumberedEvent): Hash;
  /** Hashes of subtrees of the tree of the latest checkpoint. */
  hashes(subtrees: Iterable<Subtree>): AsyncIterable<Hash>;
  /** What the map of the latest checkpoint says under a key. */
  mapEntry(key: string): Promise<{ readonly entry: CustomerEntry | null; readonly proof: MapProof }>;
}
