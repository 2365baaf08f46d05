import { decideRows } from '../decide-rows.js';
import type { SubjectVault } from '../personal-vault.js';
import { protectRow } from '../protect-row.js';
import type { RowProblem } from '../record-kind.js';
import { openedOnOf } from '../recorder.js';
import type { Recorder } from '../recorder.js';
import type { RecordingRoom } from '../room.js';
import { emptyState, liveRecord } from '../room-state.js';
import type { RoomState } from '../room-state.js';
import { folded } from '../stream-loader.js';
import type { ImportedCustomer } from './customer-windows.js';
import type { StagedRow } from './staged-rows.js';

/** A claim to be moved to the customer of a row, because nothing stands behind it any more. */
export interface Moved {
  readonly room: RecordingRoom;
  readonly kind: string;
  readonly number: string;
  readonly from: string;
  readonly to: string;
}

export interface CheckedWindow {
  readonly problems: readonly RowProblem[];
  readonly moved: readonly Moved[];
  /** Rows whose number another customer has as well, whatever came of it. */
  readonly shared: readonly StagedRow[];
}

/** Decides what the rows of some customers would come to, and writes nothing. */
export async function checkWindow(window: readonly ImportedCustomer[], recorder: Recorder, opened: (row: StagedRow) => StagedRow): Promise<CheckedWindow> {
  const states = await statesOf(window, recorder);
  const vaults = await vaultsOf(window, recorder, states);
  const today = recorder.tools.today();
  const problems: RowProblem[] = [];
  const moved: Moved[] = [];
  const shared: StagedRow[] = [];
  for (const { customerNo, rows, unreadable } of window) {
    for (const row of rows) if (row.alsoOf !== null) shared.push(row);
    const byRoom = rowsByRoom(recorder, rows);
    const { opening } = recorder;
    const openingState = states.get(opening, customerNo);
    let openedOn = openedOnOf(opening, openingState, customerNo);
    const openingRows = byRoom.get(opening);
    if (openingRows) {
      const vault = vaults.get(customerNo);
      const decision = decideRows(opening, openingState, vault ? openingRows.map((row) => protectRow(opened(row), vault)) : openingRows, { openedOn: null, today, problemsOnly: true });
      problems.push(...decision.problems);
      const [kind] = opening.kinds;
      openedOn = (decision.working.values(kind, customerNo)?.[kind.index.get(kind.occurredOn) as number] as string | undefined) ?? null;
      if (openedOn === null && decision.problems.length > 0) unreadable.add(`${kind.kind}:${customerNo}`);
    }
    for (const [room, some] of byRoom) {
      if (room === opening) continue;
      const takenElsewhere = (row: StagedRow): string | null => {
        if (row.alsoOf === null) return null;
        const other = row.alsoOf.slice(row.alsoOf.indexOf(':') + 1);
        if (row.alsoOf.startsWith('import:') || liveRecord(states.get(room, other), row.kind, row.number)) return other;
        moved.push({ room, kind: row.kind.kind, number: row.number, from: other, to: customerNo });
        return null;
      };
      const decision = decideRows(room, states.get(room, customerNo), some, { openedOn, today, problemsOnly: true, unreadable, takenElsewhere: (row) => takenElsewhere(row as StagedRow) });
      problems.push(...decision.problems);
    }
  }
  return { problems, moved, shared };
}

export function rowsByRoom(recorder: Recorder, rows: readonly StagedRow[]): Map<RecordingRoom, StagedRow[]> {
  const found = new Map<RecordingRoom, StagedRow[]>();
  for (const row of rows) {
    const room = recorder.roomOf(row.kind);
    const list = found.get(room);
    if (list) list.push(row);
    else found.set(room, [row]);
  }
  return found;
}

/** The states of all rooms that the rows touch, of the rooms that open their customers, and of others who have their numbers. */
async function statesOf(window: readonly ImportedCustomer[], recorder: Recorder): Promise<{ has(room: RecordingRoom, customerNo: string): boolean; get(room: RecordingRoom, customerNo: string): RoomState }> {
  const streams = new Set<string>();
  for (const { customerNo, rows } of window) {
    streams.add(recorder.opening.stream(customerNo));
    for (const row of rows) {
      const room = recorder.roomOf(row.kind);
      streams.add(room.stream(customerNo));
      if (row.alsoOf?.startsWith('log:')) streams.add(room.stream(row.alsoOf.slice(4)));
    }
  }
  const events = await recorder.tools.store.readStreams([...streams]);
  return {
    has: (room, customerNo) => events.has(room.stream(customerNo)),
    get: (room, customerNo) => {
      const found = events.get(room.stream(customerNo));
      return found ? folded(room, found) : emptyState();
    },
  };
}

/** The keys of those customers whose rows have something to be compared with: each other, or a record. */
async function vaultsOf(window: readonly ImportedCustomer[], recorder: Recorder, states: Awaited<ReturnType<typeof statesOf>>): Promise<Map<string, SubjectVault>> {
  const { opening, tools } = recorder;
  const compared = window.filter(({ customerNo, rows }) => states.has(opening, customerNo) || rows.filter((row) => recorder.roomOf(row.kind) === opening).length > 1);
  return new Map(await Promise.all(compared.map(async ({ customerNo }) => [customerNo, await tools.vault.of(`customer:${customerNo}`, false)] as const)));
}
