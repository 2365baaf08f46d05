import type { CustomerEvent } from '#customers/events.js';

/** An event of a customer's stream, as much of it as matters here. */
export interface RegionEvent {
  readonly id: string;
  readonly event: CustomerEvent;
}

/** The region a customer belongs to by everything recorded: undefined where there is no customer, null where none is recorded. */
export function regionOf(events: readonly RegionEvent[]): string | null | undefined {
  const voided = new Set(events.flatMap(({ event }) => (event.type === 'CustomerRecordEnteredInError' ? [event.payload.voided_event] : [])));
  let region: string | null | undefined;
  for (const { id, event } of events) {
    if (voided.has(id)) continue;
    if (event.type === 'CustomerOpened') region = event.payload.region ?? null;
    else if (event.type === 'CustomerDetailsChanged' && event.payload.region !== undefined) region = event.payload.region;
  }
  return region;
}
