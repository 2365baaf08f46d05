import type { CommandBus } from '@nestjs/cqrs';
import type { CommandContext } from '../commands/command-description.js';
import { ImportRecords } from '../import-records.js';
import type { ImportedRecords } from '../import-records.js';
import type { Recorder } from '../recorder.js';
import type { RecordingRoom } from '../room.js';
import { rowsByRoom } from './check-window.js';
import { commandBatches } from './command-batches.js';
import type { ImportedCustomer } from './customer-windows.js';
import type { StagedRow } from './staged-rows.js';

/** Gives the commands of one customer: the opening first, as everything else rests on it; the rooms beside one another. */
export async function writeCustomer(
  customer: ImportedCustomer,
  recorder: Recorder,
  bus: Pick<CommandBus, 'execute'>,
  { skipBadRows, today, opened }: { skipBadRows: boolean; today: string; opened: (row: StagedRow) => StagedRow },
  context: CommandContext,
  done: (result: ImportedRecords) => void,
): Promise<void> {
  const byRoom = rowsByRoom(recorder, customer.rows);
  const give = async (room: RecordingRoom, rows: readonly StagedRow[]): Promise<void> => {
    for (const batch of commandBatches(rows)) {
      done(await bus.execute<ImportRecords, ImportedRecords>(new ImportRecords(room, customer.customerNo, batch, skipBadRows, today, context)));
    }
  };
  const opening = byRoom.get(recorder.opening);
  if (opening) await give(recorder.opening, opening.map(opened));
  byRoom.delete(recorder.opening);
  await Promise.all([...byRoom].map(([room, rows]) => give(room, rows)));
}
