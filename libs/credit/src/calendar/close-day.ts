import { formatDay, parseDay, type Day } from '#platform/kernel/day.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { DayClosed } from './events.js';

/** The days closed so far: the last of them, or null. */
export interface CalendarState {
  readonly through: Day | null;
}

export const evolveCalendar = (state: CalendarState, event: DayClosed): CalendarState => {
  const through = parseDay(event.payload.through);
  return through === null || (state.through !== null && state.through >= through) ? state : { through };
};

/**
 * Closes every day since the last closed one through `day`; nothing where it is closed already.
 * Refuses a day that is not over: `today` is the zone's current day, chosen at the edge.
 */
export function decideCloseDay({ through }: CalendarState, day: Day, today: Day): DayClosed | null {
  if (day >= today) {
    throw refuse('day-not-over', `${formatDay(day)} is not over yet: today is ${formatDay(today)}, so ${formatDay(today - 1)} is the last day that can be closed.`, 422, { field: 'day', value: formatDay(day), expected: `a day before ${formatDay(today)}` });
  }
  if (through !== null && day <= through) return null;
  return { type: 'DayClosed', payload: { from: formatDay(through === null ? day : through + 1), through: formatDay(day) } };
}
