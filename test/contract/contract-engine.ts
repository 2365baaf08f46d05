import { beforeAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppendRequest, AppendResult, EventStore, NewEvent, NumberedEvent } from '#platform/event-store/event-store.js';
import type { EventTypes } from '#platform/event-store/event-types.js';

/** An engine under the contract. Every store it gives lies behind a network that the engine can break. */
export interface ContractEngine {
  /** Another store on the same log, as another process would have. Closed with the engine. */
  store(): EventStore;
  /** Another one, of a release that knows these types. */
  storeOf(types: EventTypes): EventStore;
  /** Breaks every connection to the server; null where this engine's network cannot be broken. */
  cut: (() => void) | null;
  /** While on, what is asked of the server arrives, and its answers are lost. */
  loseAnswers: ((on: boolean) => void) | null;
  close(): Promise<void>;
}

export const context = { actor: 'clerk', origin: 'live' as const, correlationId: 'c-1', causationId: null };
export const fact = (payload: NewEvent['payload'] = {}, type = 'Happened'): NewEvent => ({ type, version: 1, occurredOn: '2024-01-31', customers: ['C1'], payload });
export const newStream = (): string => `s-${randomUUID()}`;

/** What the parts of the contract work with; there from `beforeAll` on. */
export interface Given {
  engine: ContractEngine;
  store: EventStore;
  append(stream: string, expectedRevision: AppendRequest['expectedRevision'], events?: NewEvent[], more?: Partial<AppendRequest>): Promise<AppendResult>;
  /** The log after a position, everything acknowledged before included. */
  everything(after: number, reader?: EventStore): Promise<NumberedEvent[]>;
}

export function givenEngine(open: () => Promise<ContractEngine>): Given {
  const given = {
    append: (stream, expectedRevision, events = [fact()], more = {}) => given.store.append({ stream, expectedRevision, events, context, ...more }),
    everything: async (after, reader = given.store) => {
      await reader.settle();
      const events: NumberedEvent[] = [];
      for await (const page of reader.readAll({ after, pageSize: 7 })) events.push(...page);
      return events;
    },
  } as Given;
  beforeAll(async () => {
    given.engine = await open();
    given.store = given.engine.store();
  });
  return given;
}

export const revisionsOf = (events: readonly NumberedEvent[], stream: string): number[] =>
  events.filter(({ envelope }) => envelope.stream === stream).map(({ envelope }) => envelope.revision);

/** Repeats what a broken connection left open: an engine may leave that to whoever asks. Appends carry their ids. */
export async function patient<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 10) throw error;
      await pause(50 * attempt);
    }
  }
}
