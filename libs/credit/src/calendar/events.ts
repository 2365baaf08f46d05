/**
 * Stream `calendar`: how time enters the log (issue: a replay needs no clock). One event closes all days since the
 * last; the read models for "today" then stand on the day after `through`.
 */
export interface DayClosed {
  type: 'DayClosed';
  payload: { from: string; through: string };
}

export const CALENDAR_STREAM = 'calendar';
