import type { NumberedEvent } from '../event-store.js';
import type { EventTypes } from '../event-types.js';
import { loggedEvent } from '../logged-event.js';
import type { Connection } from './connection.js';
import { isAfter, isOfLedger } from './log-record.js';
import type { LogRecord } from './log-record.js';
import { readAllMessage, readStreamMessage } from './read-messages.js';
import type { StreamRange } from './read-messages.js';
import { LogError, patiently } from './patience.js';
import type { NumberedPlace, Positions } from './positions.js';
import type { RecentEvents } from './recent-events.js';

/** Positions that are looked up, and read from $all, at a time. */
const WINDOW = 4000;
/** A part of the log of which fewer than one event in so many is wanted is not read through. */
const RARE = 20;
const SINGLE_READS = 16;

/** The ledger's events in a part of a stream; none if there is no such stream. */
export async function streamRecords(connection: Connection, stream: string, range: StreamRange): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const answers of connection.read(readStreamMessage(stream, range))) {
    for (const record of answers) if (record !== null && record !== 'confirmed' && isOfLedger(record)) records.push(record);
  }
  return records;
}

/**
 * Pages of the events of a range of positions, in order. The table says which they are, and the server gives their
 * bytes, unless they are held here: an event that it no longer holds is an error, never a gap.
 */
export async function* numberedEvents(
  { connection, positions, recent, types: known, isOver }: { connection: Connection; positions: Positions; recent: RecentEvents; types: EventTypes; isOver: () => boolean },
  { after, upTo, types }: { after: number; upTo: number; types?: readonly string[] },
): AsyncGenerator<NumberedEvent[]> {
  if (!Number.isSafeInteger(after) || !Number.isSafeInteger(upTo)) throw new RangeError('positions are whole numbers');
  const wanted = types && new Set(types);
  let from = after;
  while (from < upTo) {
    const to = Math.min(upTo, from + WINDOW);
    if (recent.holds(from + 1, to)) {
      const page = held(recent, from + 1, to, wanted);
      from = to;
      if (page.length > 0) yield page;
      continue;
    }
    const places = await positions.places(from, upTo, WINDOW, types);
    if (places.length === 0) return;
    from = places[places.length - 1].position;
    const rare = from - places[0].position > places.length * RARE;
    yield await patiently(() => (rare ? readEach(connection, places, known) : readThrough(connection, places, known)), isOver);
  }
}

function held(recent: RecentEvents, from: number, to: number, wanted?: ReadonlySet<string>): NumberedEvent[] {
  const page: NumberedEvent[] = [];
  for (let position = from; position <= to; position++) {
    if (!wanted || wanted.has(recent.typeAt(position) as string)) page.push(recent.at(position) as NumberedEvent);
  }
  return page;
}

// Read to the end of the window before anything is handed on: a call left waiting would take the connection's window
// from everybody else.
async function readThrough(connection: Connection, places: readonly NumberedPlace[], known: EventTypes): Promise<NumberedEvent[]> {
  const events: NumberedEvent[] = [];
  for await (const answers of connection.read(readAllMessage(places[0]))) {
    for (const record of answers) {
      if (record === null || record === 'confirmed') continue;
      const place = places[events.length];
      if (isAfter(place, record)) continue;
      if (isAfter(record, place)) throw gone(place);
      events.push(numbered(place, record, known));
      if (events.length === places.length) return events;
    }
  }
  throw gone(places[events.length]);
}

async function readEach(connection: Connection, places: readonly NumberedPlace[], known: EventTypes): Promise<NumberedEvent[]> {
  const events: NumberedEvent[] = [];
  for (let i = 0; i < places.length; i += SINGLE_READS) {
    const some = places.slice(i, i + SINGLE_READS);
    const records = await Promise.all(some.map(({ stream, revision }) => streamRecords(connection, stream, { from: revision, count: 1 })));
    some.forEach((place, k) => {
      if (records[k][0]?.revision !== place.revision) throw gone(place);
      events.push(numbered(place, records[k][0], known));
    });
  }
  return events;
}

function numbered({ position, recordedAt }: NumberedPlace, { metadata, data }: LogRecord, known: EventTypes): NumberedEvent {
  return loggedEvent(position, recordedAt, metadata, data, known) as NumberedEvent;
}

function gone({ position, stream }: NumberedPlace): LogError {
  return new LogError(`EventStoreDB no longer holds event ${position} of the log (stream ${stream}): it was deleted or hidden.`);
}
