import asciichart from 'asciichart';
import type { StoredEvent } from '#platform/event-store/event-store.js';
import type { EventTypes } from '#platform/event-store/event-types.js';
import type { LogStatistics } from '#platform/event-store/log-statistics.js';
import { cut, table } from './table.js';

const CHART_DAYS = 60;
const SEALED = '(encrypted)';

/** The events of a stream as a table; ciphertext of personal data is named, not shown, and never opened. */
export function streamTable(events: readonly StoredEvent[], types: EventTypes): string {
  return table(['revision', 'position', 'recorded', 'type', 'payload'], events.map((event) => row(event, types)));
}

function row(event: StoredEvent, types: EventTypes): string[] {
  const { position, recordedAt } = event;
  const time = recordedAt === null ? 'not yet' : `${recordedAt.slice(0, 10)} ${recordedAt.slice(11, 19)}Z`;
  const { unreadable } = event;
  if (unreadable?.reason === 'envelope') return ['?', String(position ?? ''), time, '(unreadable)', cut(event.envelopeBytes, 60)];
  const { revision, type, version } = event.envelope;
  const name = version > 1 ? `${type} v${version}` : type;
  const payload = unreadable ? `(unreadable: ${unreadable.reason}) ${cut(event.payloadBytes, 40)}` : abridged(event, types);
  return [String(revision), String(position ?? ''), time, name, payload];
}

function abridged({ envelope, payload }: StoredEvent, types: EventTypes): string {
  const personal = new Set(types.list().find(({ type }) => type === envelope.type)?.personal ?? []);
  return Object.entries(payload)
    .filter(([name]) => name !== 'personal_hash')
    .map(([name, value]) => `${name}=${personal.has(name) ? SEALED : typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' ');
}

/** The figures of the log, for people. */
export function statisticsText({ events, streams, bytes, position, recordedAt, waited, byType, byDay }: LogStatistics): string {
  const heading = `${whole(events)} events in ${whole(streams)} streams, ${size(bytes)}; ${whole(waited)} waited for their number.\nLast position ${position}${recordedAt ? `, recorded ${recordedAt}` : ''}.\n`;
  if (events === 0) return heading;
  const types = table(['type', 'version', 'events', 'share', 'bytes'], byType.map((one) => [one.type, String(one.version), whole(one.events), `${((100 * one.events) / events).toFixed(1)}%`, size(one.bytes)]));
  return `${heading}\n${types}\n${curve(byDay)}`;
}

/** Events by day of recording, the last days that any were recorded on. */
function curve(byDay: LogStatistics['byDay']): string {
  const days = byDay.slice(-CHART_DAYS);
  if (days.length === 1) return `All were recorded on ${days[0].day} (UTC).\n`;
  const plot = asciichart.plot(days.map((day) => day.events), { height: Math.min(6, Math.max(...days.map((day) => day.events))), min: 0, format: (value) => whole(Math.round(value)).padStart(11) });
  return `Events by day of recording (UTC), ${days[0].day} to ${days[days.length - 1].day}${days.length < byDay.length ? `, the last ${days.length} of ${byDay.length} days with events` : ''}:\n${plot}\n`;
}

const whole = (count: number): string => count.toLocaleString('en-US');

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${['', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}
