import type { Value } from '#platform/recording/column-type.js';
import type { StandingEvent } from '#platform/recording/room.js';
import type { FoldedEvent, RoomState } from '#platform/recording/room-state.js';
import type { CustomerClass } from '../events.js';

/** A reclassification that stands, oldest record first. */
export interface Reclassification extends StandingEvent {
  readonly customerClass: CustomerClass;
  readonly from: string;
}

export function reclassifications(state: RoomState): readonly Reclassification[] {
  return (state.other as readonly Reclassification[] | null) ?? [];
}

/** The one recorded last, or null. */
export function latestReclassification(state: RoomState): Reclassification | null {
  return reclassifications(state).at(-1) ?? null;
}

export function heldClass(state: RoomState, value: Value): boolean {
  return reclassifications(state).some((one) => one.customerClass === value);
}

export function evolveClass(state: RoomState, { id, type, payload }: FoldedEvent): void {
  if (type === 'CustomerReclassified') {
    const one = { event: id, type, customerClass: payload.customer_class as CustomerClass, from: payload.effective_from as string };
    state.other = [...reclassifications(state), one];
  } else if (type === 'CustomerRecordEnteredInError') {
    state.other = reclassifications(state).filter((one) => one.event !== payload.voided_event);
  }
}
