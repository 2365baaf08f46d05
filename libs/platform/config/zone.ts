import { Temporal } from 'temporal-polyfill';
import { refuse } from '#platform/deciding/refusal.js';
import { dayOf, parseDay } from '#platform/kernel/day.js';
import type { Day } from '#platform/kernel/day.js';
import type { Clock } from './clock.js';

// Instants are texts of the form YYYY-MM-DDTHH:MM:SS.ffffffZ everywhere: they sort as the times they name.

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?\d*([Zz]|[+-]\d{2}:\d{2})$/;

/** Whether the system knows a time zone by that name. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The instant of a number of microseconds since 1970. */
export function instantOf(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}.${String(micros - seconds * 1_000_000).padStart(6, '0')}Z`;
}

/** The local day of an instant. */
export function dayInZone(instant: string, zone: string): Day {
  return dayOf(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString());
}

/** The zone's current day by a clock. */
export const todayIn = (zone: string, clock: Clock): Day => dayInZone(instantOf(clock.nowMicros()), zone);

/** The last microsecond of a local day; its length varies where clocks are put forward and back. */
export function endOfDay(day: string, zone: string): string {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant();
  return text(next.subtract({ microseconds: 1 }));
}

/**
 * The instant that a "known as of" names: RFC 3339 with an offset, or a day, meaning its end in the zone. Parts of a
 * microsecond are dropped: recorded times have none. Refuses anything else (status 400).
 */
export function knownAsOfInstant(given: string, zone: string): string {
  if (parseDay(given) !== null) return endOfDay(given, zone);
  const parts = RFC_3339.exec(given);
  if (parts && parseDay(given.slice(0, 10)) !== null) {
    try {
      return text(Temporal.Instant.from(`${given.slice(0, 19)}${parts[1] ?? ''}${parts[2].toUpperCase()}`));
    } catch {
      // An hour or an offset that does not exist.
    }
  }
  const expected = 'a day such as 2024-03-31, or a time with its offset such as 2024-03-31T18:00:00+08:00';
  throw refuse('impossible-time', `'${given}' is not a time that something can be known as of; expected is ${expected}.`, 400, { field: 'known-as-of', value: given, expected });
}

function text(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 6, roundingMode: 'trunc' });
}
