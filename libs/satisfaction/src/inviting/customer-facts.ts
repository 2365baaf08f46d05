import type { CustomerEvent } from '#customers/events.js';
import type { ErasureEvent } from '#erasure/events.js';
import { dayOf, type Day } from '#platform/kernel/day.js';

/** What matters of a customer to whoever wants to ask them. */
export interface CustomerFacts {
  readonly open: boolean;
  readonly region?: string;
  readonly segment?: string;
  readonly customerClass: 'power' | 'lighting';
  /** The person was erased or restricted, or is about to be: nobody asks them anything. */
  readonly withdrawn: boolean;
}

/** What is known of a customer on a day; null where there is none. */
export function customerFacts(events: readonly { readonly id: string; readonly event: CustomerEvent }[], erasures: readonly ErasureEvent[], today: Day): CustomerFacts | null {
  const voided = new Set(events.flatMap(({ event }) => (event.type === 'CustomerRecordEnteredInError' ? [event.payload.voided_event] : [])));
  let facts = null as CustomerFacts | null;
  for (const { id, event } of events) {
    if (voided.has(id)) continue;
    switch (event.type) {
      case 'CustomerOpened': {
        const { region, segment, customer_class: customerClass, opened_on: openedOn } = event.payload;
        facts = { open: dayOf(openedOn) <= today, region, segment, customerClass, withdrawn: false };
        break;
      }
      case 'CustomerDetailsChanged':
        if (facts) facts = { ...facts, region: event.payload.region ?? facts.region, segment: event.payload.segment ?? facts.segment };
        break;
      case 'CustomerReclassified':
        if (facts && dayOf(event.payload.effective_from) <= today) facts = { ...facts, customerClass: event.payload.customer_class };
        break;
      case 'CustomerClosed':
        if (facts && dayOf(event.payload.closed_on) <= today) facts = { ...facts, open: false };
        break;
      case 'CustomerRecordEnteredInError':
        break;
    }
  }
  const last = erasures.at(-1)?.type;
  return facts === null ? null : { ...facts, withdrawn: last !== undefined && last !== 'RestrictionLifted' };
}
