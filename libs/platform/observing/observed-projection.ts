import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { BuildContext, Projection } from '#platform/projecting/projection.js';
import { isObserved, observed } from './observed.js';

const MOST_CHAINS = 32;

/** A projection whose pages are watched; a bulk build counts as one page, of as many events as the log has positions by then. */
export function observedProjection<Observed extends Projection>(projection: Observed): Observed {
  return {
    ...projection,
    apply: (events, db, more) => {
      const apply = (): Promise<void> => projection.apply(events, db, more);
      return isObserved() ? observed('project', { name: projection.name, events: events.length, correlationIds: chainsOf(events) }, apply) : apply();
    },
    build: projection.build && ((context: BuildContext): Promise<void> => observed('project', { name: projection.name, events: context.upTo }, () => projection.build!(context))),
  };
}

/** The chains of the first events of a page: few, because a page of a rebuild has thousands. */
function chainsOf(events: readonly NumberedEvent[]): string[] {
  const chains = new Set<string>();
  for (const event of events.slice(0, MOST_CHAINS)) {
    try {
      if (event.envelope.correlationId) chains.add(event.envelope.correlationId);
    } catch {
      // An event without a readable envelope belongs to no chain; the projection will say so.
    }
  }
  return [...chains];
}
