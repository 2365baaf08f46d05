import type pg from 'pg';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { checkpointsOf } from './checkpoint.js';
import { firstPlace } from './first-place.js';
import { concerns } from './keys.js';
import { movePortion } from './move-portion.js';
import type { Projection } from './projection.js';
import { readAhead } from './read-ahead.js';
import type { Stage } from './read-model-schema.js';

const DEFAULT_PAGE = 5000;

export interface Advance {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly projection: Projection;
  readonly stage: Stage;
  readonly goal: number;
  readonly holding?: boolean;
  readonly signal?: AbortSignal;
  /** The position that the last of the partitions stands at. */
  readonly onPosition?: (position: number) => void;
}

interface Standing {
  readonly index: number;
  /** Where its checkpoint stands, and up to where nothing more is for it. */
  at: number;
  seen: number;
  busy: boolean;
}

/**
 * Brings the partitions of a read model up to a position once: one reading of the log for all of them, and each applied
 * beside the others. Partitions that another worker has are left to it, and it is true that somebody has to look again
 * at those that are still behind. Returns whether anything was moved.
 */
export async function advance({ pool, store, projection, stage, goal, holding, signal, onPosition }: Advance): Promise<boolean> {
  const positions = await checkpointsOf(pool, projection, stage);
  const count = positions.length;
  const all = positions.map((at, index): Standing => ({ index, at, seen: at, busy: false }));
  const low = Math.min(...positions);
  if (count === 0 || low >= goal) return false;
  const { name, version, eventTypes, pageSize = DEFAULT_PAGE } = projection;
  let moved = false;

  const move = async (one: Standing, events: readonly NumberedEvent[], to: number): Promise<void> => {
    // Only what is applied needs it; whoever listens to what never happened would look through the whole log for it.
    const first = events.length > 0 ? await firstPlace(store, eventTypes) : null;
    const result = await movePortion(pool, projection, { name, version, stage, partition: { index: one.index, count } }, { from: one.at, to, events, first, holding });
    if (result === 'busy') one.busy = true;
    else {
      if (result.at === to) moved = true;
      one.at = result.at;
      one.seen = Math.max(result.at, one.at);
    }
  };

  let read = low;
  for await (const page of readAhead(store.readAll({ after: low, upTo: goal, types: eventTypes, pageSize }))) {
    signal?.throwIfAborted();
    const to = page[page.length - 1].position;
    await allDone(
      all.map(async (one) => {
        // Somebody who took it has not brought it to where this page begins: there is a gap that this reading has passed.
        if (one.busy || one.seen < read || one.seen >= to) return;
        const events = page.filter((event) => event.position > one.seen && concerns(event, { index: one.index, count }));
        if (events.length > 0) await move(one, events, to);
        else one.seen = to;
      }),
    );
    read = to;
    onPosition?.(Math.min(...all.map(({ seen }) => seen)));
  }
  // The rest of the way holds nothing that it listens to.
  await allDone(all.map(async (one) => (one.busy || one.seen < read || one.at >= goal ? undefined : move(one, [], goal))));
  onPosition?.(Math.min(...all.map(({ at }) => at), goal));
  return moved;
}

/** Nothing goes on in the background when one of them has failed. */
async function allDone(works: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(works)) if (one.status === 'rejected') throw one.reason;
}
