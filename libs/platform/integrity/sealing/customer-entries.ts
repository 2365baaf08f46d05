import { customerKey, entryHash, withEvent } from '../proof/customer-entry.js';
import type { CustomerEntry } from '../proof/customer-entry.js';
import { CustomerMap } from '../proof/customer-map.js';
import type { MapProof } from '../proof/customer-map-proof.js';
import type { Hash } from '../proof/sha256.js';

/** The entries of all customers with their map. About 700 bytes of memory for each customer. */
export class CustomerEntries {
  readonly #entries = new Map<string, { entry: CustomerEntry; readonly key: Hash }>();
  readonly #map = new CustomerMap();
  #changed = new Set<string>();

  /** One more event of a customer. */
  add(customerNo: string, leaf: Hash): void {
    const known = this.#entries.get(customerNo);
    if (known) known.entry = withEvent(known.entry, leaf);
    else this.#entries.set(customerNo, { entry: withEvent(undefined, leaf), key: customerKey(customerNo) });
    this.#changed.add(customerNo);
  }

  /** Puts a kept entry in its place. */
  restore(customerNo: string, entry: CustomerEntry): void {
    const key = customerKey(customerNo);
    this.#entries.set(customerNo, { entry, key });
    this.#map.set(key, entryHash(entry));
  }

  get(customerNo: string): CustomerEntry | undefined {
    return this.#entries.get(customerNo)?.entry;
  }

  get customers(): number {
    return this.#entries.size;
  }

  all(): Iterable<string> {
    return this.#entries.keys();
  }

  /** The map's root, and whose entries have changed since it was last asked for. */
  root(): { readonly root: Hash; readonly changed: readonly string[] } {
    const changed = [...this.#changed];
    for (const customerNo of changed) {
      const { key, entry } = this.#entries.get(customerNo)!;
      this.#map.set(key, entryHash(entry));
    }
    this.#changed = new Set();
    return { root: this.#map.root(), changed };
  }

  /** Where the customer's key leads. Ask for the root before. */
  prove(customerNo: string): MapProof {
    return this.#map.prove(customerKey(customerNo));
  }
}
