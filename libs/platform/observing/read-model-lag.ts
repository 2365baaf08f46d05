import type { Clock } from '#platform/config/clock.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projector } from '#platform/projecting/projector.js';

/** How far a read model is behind the log. */
export interface ReadModelLag {
  readonly name: string;
  readonly position: number;
  /** Positions of the log that it has not taken in. */
  readonly lag: number;
  /** Age of the oldest event that it has not taken in, by its recorded time; 0 if there is none. */
  readonly lagSeconds: number;
}

/** The last position and the lag of every read model. */
export async function readModelLags({ store, projector, clock }: { store: EventStore; projector: Pick<Projector, 'positions'>; clock: Clock }): Promise<{ position: number; recordedAt: string | null; readModels: ReadModelLag[] }> {
  const { position: head, recordedAt } = await store.head();
  const positions = [...(await projector.positions())];
  const behind = positions.filter(([, at]) => at < head).map(([, at]) => at + 1);
  const times = behind.length === 0 ? new Map<number, string>() : await store.recordedTimes(behind);
  const now = clock.nowMicros() / 1e6;
  const readModels = positions.map(([name, position]): ReadModelLag => {
    const waiting = times.get(position + 1);
    return { name, position, lag: Math.max(0, head - position), lagSeconds: waiting === undefined ? 0 : Math.max(0, now - Date.parse(waiting) / 1000) };
  });
  return { position: head, recordedAt, readModels };
}
