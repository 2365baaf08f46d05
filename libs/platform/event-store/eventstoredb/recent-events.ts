import type { NumberedEvent } from '../event-store.js';
import type { EventTypes } from '../event-types.js';
import { loggedEvent } from '../logged-event.js';

/** Characters of envelopes and payloads that are kept. */
const MOST_CHARACTERS = 24 * 1024 * 1024;

interface Recent {
  readonly position: number;
  readonly recordedAt: string;
  readonly type: string;
  readonly metadata: string;
  readonly data: string;
}

/**
 * The events that were numbered last, by position and without gap. Who follows the log closely, or looks again at what
 * was just written, need not ask the server once more. Events never change, so nothing here grows old. Each look gives
 * an event of its own: one that is held would keep what was parsed of it.
 */
export class RecentEvents {
  #held: Recent[] = [];
  #dropped = 0;
  #first = 1;
  #characters = 0;

  constructor(
    private readonly types: EventTypes,
    private readonly most = MOST_CHARACTERS,
  ) {}

  /** Takes what was numbered, in order. A gap to what is there forgets what is there. */
  add(event: Recent): void {
    if (event.position !== this.#first + this.#held.length - this.#dropped) this.#begin(event.position);
    this.#held.push(event);
    this.#characters += sizeOf(event);
    while (this.#characters > this.most && this.#dropped < this.#held.length - 1) {
      this.#characters -= sizeOf(this.#held[this.#dropped++]);
      this.#first++;
    }
    if (this.#dropped > 4096) {
      this.#held = this.#held.slice(this.#dropped);
      this.#dropped = 0;
    }
  }

  at(position: number): NumberedEvent | null {
    const found = this.#at(position);
    return found ? (loggedEvent(position, found.recordedAt, found.metadata, found.data, this.types) as NumberedEvent) : null;
  }

  typeAt(position: number): string | undefined {
    return this.#at(position)?.type;
  }

  /** Whether everything from one position to another is here. */
  holds(from: number, to: number): boolean {
    return from >= this.#first && to < this.#first + this.#held.length - this.#dropped;
  }

  #at(position: number): Recent | undefined {
    return position < this.#first ? undefined : this.#held[position - this.#first + this.#dropped];
  }

  #begin(next: number): void {
    this.#held = [];
    this.#dropped = 0;
    this.#first = next;
    this.#characters = 0;
  }
}

function sizeOf({ metadata, data }: Recent): number {
  return metadata.length + data.length;
}
