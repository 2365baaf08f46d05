import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { partitionOf, type Partition } from './partition.js';

/** The key of what concerns everybody: a closed day, an edition. */
export const EVERYBODY = '*';

/** The keys of an event: its customers, or everybody; also everybody where nobody can read whom it concerns. */
export function keysOf(event: NumberedEvent): readonly string[] {
  const customers = customersOf(event);
  return customers.length === 0 ? [EVERYBODY] : customers;
}

function customersOf(event: NumberedEvent): readonly string[] {
  try {
    return event.envelope.customers;
  } catch {
    return [];
  }
}

/** Whether an event is for a partition: one of its customers is, or it is for everybody. */
export function concerns(event: NumberedEvent, { index, count }: Partition): boolean {
  if (count === 1) return true;
  return keysOf(event).some((key) => key === EVERYBODY || partitionOf(key, count) === index);
}
