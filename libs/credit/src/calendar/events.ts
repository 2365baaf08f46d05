/**
 * Stream `calendar`: how time enters the log (issue: a replay needs no clock). One event closes all days since the
 * last; the read models for "today" then stand on the day after `through`.
 */
export interface DayClosed {
  type: 'DayClosed';
  payload: { from: string; through: string };
}

export const CALENDAR_STREAM = 'calendar';

/** By which the log says that days are over: the timers of processes wait for it. */
export const DAY_CLOSING = {
  type: 'DayClosed',
  through: ({ payload }: { readonly payload: unknown }): string => (payload as DayClosed['payload']).through,
};
