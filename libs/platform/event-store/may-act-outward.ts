import { dayOf } from '#platform/kernel/day.js';
import type { Day } from '#platform/kernel/day.js';
import type { Envelope } from './event-store.js';

/** Facts older than this many days cause no invitation, reminder or other outward act, unless configured otherwise. */
export const OUTWARD_LIMIT_DAYS = 7;

/**
 * Whether something may act outward on an event: only on live facts, and none that occurred more than `limitDays`
 * before today. Every process that reaches a person asks this first, so that neither an import nor a rebuild does.
 */
export function mayActOutward(event: Pick<Envelope, 'origin' | 'occurredOn'>, today: Day, limitDays: number = OUTWARD_LIMIT_DAYS): boolean {
  return event.origin === 'live' && today - dayOf(event.occurredOn) <= limitDays;
}
