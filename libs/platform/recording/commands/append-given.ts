import type { EventStore, NewEvent } from '#platform/event-store/event-store.js';
import { eventIds } from '#platform/processing/command-id.js';
import type { CommandContext, CommandResult } from './command-description.js';

/**
 * Appends what a command was decided to, behind the revision that the decision saw (-1: no stream), under ids that follow
 * from the command's where it has one. Throws WrongExpectedRevision when the stream has moved on meanwhile.
 */
export async function appendGiven(store: EventStore, stream: string, lastRevision: number, events: readonly NewEvent[], { actor, origin, correlationId, causationId, commandId }: CommandContext): Promise<CommandResult> {
  const done = await store.append({
    stream,
    expectedRevision: lastRevision < 0 ? 'no_stream' : lastRevision,
    events,
    context: { actor, origin, correlationId, causationId },
    ids: commandId === undefined ? undefined : eventIds(commandId, events.length),
  });
  const first = done.revision - events.length + 1;
  return {
    outcome: 'recorded',
    stream,
    revision: done.revision,
    events: events.map(({ type, version, occurredOn }, i) => ({ id: done.ids[i], type, version, revision: first + i, occurredOn })),
  };
}
