import { randomBytes } from 'node:crypto';
import { WrongExpectedRevision, type EventStore, type ExpectedRevision, type NewEvent, type WriteContext } from '#platform/event-store/event-store.js';

interface Stream {
  readonly name: string;
  readonly month: string;
  revision: ExpectedRevision;
}

const ATTEMPTS = 3;

/**
 * Where this process writes looks: into streams that nobody else writes, so that their revisions are known without
 * asking and no two looks wait for each other. As many streams are open as looks were under way at one time; all of them
 * share the store's transactions.
 */
export class LookStreams {
  readonly #process = randomBytes(6).toString('hex');
  #idle: Stream[] = [];
  #count = 0;

  constructor(private readonly store: EventStore) {}

  /** Committed when it resolves. Throws what the store threw when the event could not be written. */
  async append(event: NewEvent, context: WriteContext): Promise<void> {
    const month = event.occurredOn.slice(0, 7);
    for (let attempt = 1; ; attempt++) {
      const stream = this.#take(month);
      try {
        stream.revision = (await this.store.append({ stream: stream.name, expectedRevision: stream.revision, events: [event], context })).revision;
        this.#idle.push(stream);
        return;
      } catch (error) {
        // Where this stream stands is not known any more: it is left, and the next look begins another.
        if (!(error instanceof WrongExpectedRevision) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  #take(month: string): Stream {
    if (this.#idle.some((stream) => stream.month !== month)) this.#idle = this.#idle.filter((stream) => stream.month === month);
    return this.#idle.pop() ?? { name: `look-${month}-${this.#process}-${++this.#count}`, month, revision: 'no_stream' };
  }
}
