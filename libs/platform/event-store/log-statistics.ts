import type { EventStore } from './event-store.js';

/** The log in figures. */
export interface LogStatistics {
  readonly position: number;
  readonly recordedAt: string | null;
  /** Committed events that had no position when the question was asked. */
  readonly waited: number;
  readonly events: number;
  readonly streams: number;
  /** Of envelopes and payloads together. */
  readonly bytes: number;
  /** The commonest first. */
  readonly byType: readonly { readonly type: string; readonly version: number; readonly events: number; readonly bytes: number }[];
  /** By UTC day of recording, oldest first; days without events are left out. */
  readonly byDay: readonly { readonly day: string; readonly events: number }[];
}

const UNREADABLE = '(envelope unreadable)';

/** Counts the whole log through the port, on whichever engine it lies: it takes as long as reading it. */
export async function logStatistics(store: Pick<EventStore, 'head' | 'settle' | 'readAll'>, onProgress: (position: number, head: number) => void = () => {}): Promise<LogStatistics> {
  const before = await store.head();
  const position = await store.settle();
  const { recordedAt } = await store.head();
  const streams = new Set<string>();
  const types = new Map<string, { type: string; version: number; events: number; bytes: number }>();
  const days = new Map<string, number>();
  let events = 0;
  let bytes = 0;
  for await (const page of store.readAll({ after: 0, upTo: position })) {
    for (const event of page) {
      const { stream, type, version } = nameOf(() => event.envelope);
      const size = Buffer.byteLength(event.envelopeBytes) + Buffer.byteLength(event.payloadBytes);
      const day = event.recordedAt.slice(0, 10);
      const known = types.get(`${type}@${version}`);
      if (known) {
        known.events++;
        known.bytes += size;
      } else types.set(`${type}@${version}`, { type, version, events: 1, bytes: size });
      if (stream !== null) streams.add(stream);
      days.set(day, (days.get(day) ?? 0) + 1);
      events++;
      bytes += size;
    }
    onProgress(page[page.length - 1].position, position);
  }
  return {
    position,
    recordedAt,
    waited: position - before.position,
    events,
    streams: streams.size,
    bytes,
    byType: [...types.values()].sort((a, b) => b.events - a.events || (a.type < b.type ? -1 : 1)),
    byDay: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, count]) => ({ day, events: count })),
  };
}

function nameOf(envelope: () => { stream: string; type: string; version: number }): { stream: string | null; type: string; version: number } {
  try {
    return envelope();
  } catch {
    return { stream: null, type: UNREADABLE, version: 0 };
  }
}
