import { mapKeysOf } from '#platform/integrity/proof/customer-entry.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { isConfidential } from '#credit/evidence/confidential-event.js';
import type { WithheldReason } from '#credit/evidence/packaged-event.js';

/** What a package is to hold. */
export interface Wanted {
  /** Customers of whom nothing may be left out. */
  readonly customers: ReadonlySet<string>;
  /** Every position of this range, and the events right before and after it; null where no period was asked for. */
  readonly range: { readonly first: number; readonly last: number } | null;
  /** Facts recorded by then are shown; what came later is committed to. */
  readonly position: number;
  /** Shows what reveals an informant. */
  readonly entitled: boolean;
}

export type Taken = { readonly kind: 'show' } | { readonly kind: 'withhold'; readonly reason: WithheldReason; readonly keys: readonly string[] } | null;

const EDITION = '"type":"RulebookEditionPublished"';
const REPORTS = ['"type":"ReportReceived"', '"type":"ReportVerified"'];

/** Decides event by event, in the order of the log, what a package shows, commits to, or has nothing to do with. */
export class Selecting {
  readonly #needles: readonly string[];
  readonly #reports = new Set<string>();

  constructor(private readonly wanted: Wanted) {
    this.#needles = [...wanted.customers].map((customerNo) => JSON.stringify(customerNo));
  }

  take(event: NumberedEvent): Taken {
    const { customers, range, position: known, entitled } = this.wanted;
    const { position, envelopeBytes } = event;
    // Which events are reports has to be known wherever one may be corrected later. A search in the bytes is all that
    // most events cost.
    if (REPORTS.some((text) => envelopeBytes.includes(text))) this.#reports.add(event.envelope.id);
    const inRange = range !== null && position >= range.first - 1 && position <= range.last + 1;
    const edition = envelopeBytes.includes(EDITION);
    const named = this.#needles.length > 0 && (this.#needles.length > 50 || this.#needles.some((text) => envelopeBytes.includes(text)));
    if (!inRange && !edition && !named) return null;
    const mine = edition || event.envelope.customers.some((customerNo) => customers.has(customerNo));
    if (!inRange && !mine) return null;
    const { id, type } = event.envelope;
    if (!inRange && position > known) return { kind: 'withhold', reason: 'later', keys: mapKeysOf(event.envelope) };
    if (!entitled && isConfidential({ id, type, payload: event.payload }, this.#reports)) return { kind: 'withhold', reason: 'confidential', keys: mapKeysOf(event.envelope) };
    return { kind: 'show' };
  }
}
