import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { WrongExpectedRevision, type EventStore, type NewEvent } from '#platform/event-store/event-store.js';
import { appendGiven } from './append-given.js';
import type { CommandContext, CommandResult } from './command-description.js';

const ATTEMPTS = 8;

interface AnyEvent {
  readonly type: string;
  readonly payload: object;
}

/** An event as decided, with what its envelope needs beside it. */
export interface Decided<Event extends AnyEvent> {
  readonly event: Event;
  readonly occurredOn: string;
  readonly customers: readonly string[];
}

/**
 * Loads one stream, folds it, lets a pure decision speak and appends what it decided; from the start again when the
 * stream has moved on meanwhile. What the decision throws (a Refusal) goes through; nothing is written then.
 */
export async function appendDecided<State, Event extends AnyEvent>(
  store: EventStore,
  { stream, initial, evolve, decide, context }: {
    readonly stream: string;
    readonly initial: State;
    readonly evolve: (state: State, event: Event) => State;
    readonly decide: (state: State) => readonly Decided<Event>[];
    readonly context: CommandContext;
  },
): Promise<CommandResult> {
  for (let attempt = 1; ; attempt++) {
    const past = await store.readStream(stream);
    const state = past.reduce((folded, { envelope, payload }) => evolve(folded, { type: envelope.type, payload } as unknown as Event), initial);
    const decided = decide(state);
    if (decided.length === 0) return { outcome: 'nothing-new', stream, events: [] };
    const events = decided.map(({ event, occurredOn, customers }): NewEvent => ({
      type: event.type, version: 1, occurredOn, customers, payload: event.payload as JsonObject,
    }));
    if (context.dryRun) {
      return { outcome: 'would-record', stream, events: events.map(({ type, version, occurredOn, payload }) => ({ type, version, occurredOn, payload })) };
    }
    try {
      return await appendGiven(store, stream, past.length - 1, events, context);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision) || attempt >= ATTEMPTS) throw error;
    }
  }
}
