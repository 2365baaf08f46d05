import { Command } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from './commands/command-description.js';
import type { Row } from './record-kind.js';
import type { RecordingRoom } from './room.js';

/** What came of one ImportRecords. */
export interface ImportedRecords extends CommandResult {
  /** Rows after which nothing new had to be recorded. */
  readonly unchanged: number;
  /** Rows left out because they have a problem; only with `skipBadRows`. */
  readonly skipped: number;
}

/**
 * Rows of exchange files about one customer, for one room: one command, one stream, at most 1 MiB. Given by an import
 * only, which holds the claims to the document numbers. Personal values stand in the rows in clear, in memory.
 */
export class ImportRecords extends Command<ImportedRecords> {
  constructor(
    readonly room: RecordingRoom,
    readonly customerNo: string,
    readonly rows: readonly Row[],
    readonly skipBadRows: boolean,
    /** The day the import began: when changes of details occur. */
    readonly today: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
