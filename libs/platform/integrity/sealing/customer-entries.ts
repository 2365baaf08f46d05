import { customerKey, entryHash, withEvent } from '../proof/customer-entry.js';
import type { CustomerEntry } from '../proof/customer-entry.js';
import { CustomerMap } from '../proof/customer-map.js';
import type { MapProof } from '../proof/customer-map-proof.js';
import type { Hash } from '../proof/sha256.js';

/** The entries of the map, by customer number or type (mapKeysOf), with its tree. About 700 bytes of memory for each. */
export class CustomerEntries {
  readonly #entries = new Map<string, { entry: CustomerEntry; readonly key: Hash }>();
  readonly #map = new CustomerMap();
  #changed = new Set<string>();

  /** One more event under a name. */
  add(name: string, leaf: Hash): void {
    const known = this.#entries.get(name);
    if (known) known.entry = withEvent(known.entry, leaf);
    else this.#entries.set(name, { entry: withEvent(undefined, leaf), key: customerKey(name) });
    this.#changed.add(name);
  }

  /** Puts a kept entry in its place. */
  restore(name: string, entry: CustomerEntry): void {
    const key = customerKey(name);
    this.#entries.set(name, { entry, key });
    this.#map.set(key, entryHash(entry));
  }

  get(name: string): CustomerEntry | undefined {
    return this.#entries.get(name)?.entry;
  }

  /** How many names have an entry. */
  get count(): number {
    return this.#entries.size;
  }

  /** Every entry as `EVENTS LAST CHAIN`, the hashes in hex. */
  texts(): Map<string, string> {
    return new Map([...this.#entries].map(([name, { entry: { events, last, chain } }]) => [name, `${events} ${last.toString('hex')} ${chain.toString('hex')}`]));
  }

  /** The map's root, and whose entries have changed since it was last asked for. */
  root(): { readonly root: Hash; readonly changed: readonly string[] } {
    const changed = [...this.#changed];
    for (const name of changed) {
      const { key, entry } = this.#entries.get(name)!;
      this.#map.set(key, entryHash(entry));
    }
    this.#changed = new Set();
    return { root: this.#map.root(), changed };
  }

  /** Where the name's key leads. Ask for the root before. */
  prove(name: string): MapProof {
    return this.#map.prove(customerKey(name));
  }
}
