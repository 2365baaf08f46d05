import type { CellProblem, RecordKind, Row } from './record-kind.js';
import { columnIndex } from './record-kind.js';
import type { RecordingRoom, StandingEvent } from './room.js';
import type { LiveRecord, RoomState } from './room-state.js';
import { liveRecord } from './room-state.js';
import type { DecidedEvent } from './working.js';

export interface VoidRequest {
  readonly kind: RecordKind;
  readonly number: string;
  readonly customerNo: string;
  /** Only this later day of the record, by its column; the whole record if left out. */
  readonly laterDay?: string;
  readonly reason: string;
  /** The day the correction is made. */
  readonly today: string;
  /** What stands of the customer in other rooms; asked of the room that opens customers. */
  readonly standsElsewhere?: readonly string[];
}

/**
 * Declares a record, or one later day of it, entered in error: one event for each event that is void from now on, the
 * later days first. Refused while other records rest on it. Says nothing new if it does not stand any more.
 */
export function decideVoid(room: RecordingRoom, state: RoomState, request: VoidRequest): { events: DecidedEvent[]; problems: CellProblem[] } {
  const { kind, number, laterDay } = request;
  const live = liveRecord(state, kind, number);
  if (!live) {
    const voided = (state.entries.get(kind)?.get(number)?.voided.length ?? 0) > 0;
    return voided ? NOTHING : wrong('number', number, `a ${kind.words} of customer ${request.customerNo}`, `There is no ${kind.words} ${number} of customer ${request.customerNo}.`);
  }
  if (laterDay !== undefined) return oneDay(room, state, live, request, laterDay);
  const resting = restingOn(room, state, request);
  if (resting.length > 0) {
    const list = resting.slice(0, 10).join(', ');
    const message = `The ${kind.words} ${number} cannot be declared entered in error while these rest on it: ${list}${resting.length > 10 ? ' and more' : ''}. Declare them first.`;
    return wrong('number', number, `a ${kind.words} on which no other record rests`, message, 'still-needed');
  }
  const broken = room.voidBreaks?.(state, kind, number);
  if (broken) return { events: [], problems: [broken] };
  const standing: StandingEvent[] = [...live.later].map(([at, event]) => ({ event, type: kind.columns[at].event as string }));
  standing.push(...(room.standingWith?.(state, kind, number) ?? []), { event: live.event, type: live.type });
  return { events: standing.map((one) => voiding(room, request, one)), problems: [] };
}

function oneDay(room: RecordingRoom, state: RoomState, live: LiveRecord, request: VoidRequest, laterDay: string): ReturnType<typeof decideVoid> {
  const { kind, number } = request;
  const other = room.standingDay?.(state, kind, number, laterDay);
  if (other !== undefined) {
    if (other) return { events: [voiding(room, request, other)], problems: [] };
    return wrong('later_day', laterDay, 'a day that is recorded', `The ${kind.words} ${number} has no ${laterDay} recorded.`);
  }
  const days = kind.columns.filter((column) => column.need === 'later').map((column) => column.name);
  if (!days.includes(laterDay)) {
    const expected = days.length > 0 ? `one of ${days.join(', ')}` : 'no later_day';
    return wrong('later_day', laterDay, expected, `A ${kind.words} has no later day '${laterDay}'; expected is ${expected}.`);
  }
  const at = columnIndex(kind, laterDay);
  const event = live.later.get(at);
  if (event) return { events: [voiding(room, request, { event, type: kind.columns[at].event as string })], problems: [] };
  if (live.voidedLater.some((one) => one.at === at)) return NOTHING;
  return wrong('later_day', laterDay, 'a day that is recorded', `The ${kind.words} ${number} has no ${laterDay} recorded.`);
}

/** Records of this room that refer to it, and for the opening of a customer everything else of the customer. */
function restingOn(room: RecordingRoom, state: RoomState, { kind, number, standsElsewhere }: VoidRequest): string[] {
  const resting = (state.referring.get(kind.kind)?.get(number) ?? [])
    .filter((one) => {
      const live = liveRecord(state, one.kind, one.number);
      return live !== null && live.values[columnIndex(one.kind, (one.kind.refers as NonNullable<RecordKind['refers']>).column)] === number;
    })
    .map((one) => `${one.kind.words} ${one.number}`);
  return [...new Set([...resting, ...(room.opensCustomer ? (standsElsewhere ?? []) : [])])];
}

function voiding(room: RecordingRoom, { kind, number, customerNo, reason, today }: VoidRequest, standing: StandingEvent): DecidedEvent {
  const row: Row = { kind, number, customerNo, values: [], line: 0 };
  const payload = { customer_no: customerNo, voided_event: standing.event, voided_type: standing.type, document: number, reason };
  return { event: { type: room.enteredInError, version: 1, occurredOn: today, customers: [customerNo], payload }, row };
}

const NOTHING = { events: [], problems: [] };

function wrong(column: string, value: string, expected: string, message: string, code = `unknown-${column.replaceAll('_', '-')}`) {
  return { events: [], problems: [{ code, column, value, expected, message }] };
}
