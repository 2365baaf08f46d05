import { NOBODY, bitOf, mapEntryHash, mapNodeHash } from './customer-map-proof.js';
import type { MapProof } from './customer-map-proof.js';
import type { Hash } from './sha256.js';

interface Entry {
  readonly key: Hash;
  value: Hash;
  hash: Hash | null;
}
interface Fork {
  left: Place;
  right: Place;
  /** Null: something beneath has changed since it was hashed. */
  hash: Hash | null;
}
type Place = Entry | Fork | null;

/**
 * The map *customer → entry* as a Merkle tree over the keys' bits, in which an entry stands as high as it stands alone.
 * Its root follows from the entries, in whatever order they came. A change costs a hash for each level above it, once
 * for all changes before the root is asked for; the levels are about the logarithm of the customers.
 */
export class CustomerMap {
  #root: Place = null;
  #count = 0;

  /** Customers that have an entry. */
  get customers(): number {
    return this.#count;
  }

  /** Sets the entry hash under a key. */
  set(key: Hash, value: Hash): void {
    this.#root = this.#put(this.#root, { key, value, hash: null }, 0);
  }

  root(): Hash {
    return hashOf(this.#root);
  }

  /** Where the key leads, and what stands there. */
  prove(key: Hash): MapProof {
    const path: Hash[] = [];
    let place = this.#root;
    for (let depth = 0; place && isFork(place); depth++) {
      const right = bitOf(key, depth) === 1;
      path.push(hashOf(right ? place.left : place.right));
      place = right ? place.right : place.left;
    }
    if (!place) return { path, end: 'nobody' };
    return { path, end: place.key.equals(key) ? 'found' : { key: place.key, entry: place.value } };
  }

  #put(place: Place, entry: Entry, depth: number): Place {
    if (!place) {
      this.#count++;
      return entry;
    }
    if (isFork(place)) {
      place.hash = null;
      if (bitOf(entry.key, depth) === 1) place.right = this.#put(place.right, entry, depth + 1);
      else place.left = this.#put(place.left, entry, depth + 1);
      return place;
    }
    if (place.key.equals(entry.key)) return entry;
    this.#count++;
    return forkOf(place, entry, depth);
  }
}

/** Two entries under the place at that depth, where they part and above. */
function forkOf(one: Entry, other: Entry, depth: number): Fork {
  const bit = bitOf(one.key, depth);
  if (bit !== bitOf(other.key, depth)) return bit === 0 ? { left: one, right: other, hash: null } : { left: other, right: one, hash: null };
  const below = forkOf(one, other, depth + 1);
  return bit === 0 ? { left: below, right: null, hash: null } : { left: null, right: below, hash: null };
}

function isFork(place: Entry | Fork): place is Fork {
  return 'left' in place;
}

function hashOf(place: Place): Hash {
  if (!place) return NOBODY;
  return (place.hash ??= isFork(place) ? mapNodeHash(hashOf(place.left), hashOf(place.right)) : mapEntryHash(place.key, place.value));
}
