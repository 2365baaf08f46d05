import { Inject } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform/deciding/refusal.js';
import { decideRows } from './decide-rows.js';
import { ImportRecords } from './import-records.js';
import type { ImportedRecords } from './import-records.js';
import { hasPersonalColumns, protectRow } from './protect-row.js';
import { Recorder } from './recorder.js';

@CommandHandler(ImportRecords)
export class ImportRecordsHandler implements ICommandHandler<ImportRecords> {
  constructor(@Inject(Recorder) private readonly recorder: Recorder) {}

  async execute({ room, customerNo, rows, skipBadRows, today, context }: ImportRecords): Promise<ImportedRecords> {
    const { vault } = this.recorder.tools;
    const keys = room.kinds.some(hasPersonalColumns) ? await vault.of(`customer:${customerNo}`, true) : null;
    const ready = keys ? rows.map((row) => protectRow(row, keys)) : rows;
    let unchanged = 0;
    let skipped = 0;
    const result = await this.recorder.write(
      room,
      customerNo,
      context,
      ({ state, openedOn }) => {
        const decision = decideRows(room, state, ready, { openedOn, today });
        if (decision.problems.length > 0 && !skipBadRows) {
          throw new Refusal(decision.problems.map(({ code, column, value, expected, message }) => ({ code, message, field: column, value, expected })), 409);
        }
        unchanged = decision.unchanged;
        skipped = new Set(decision.problems.map((problem) => problem.row)).size;
        return decision.events;
      },
      true,
    );
    return { ...result, unchanged, skipped };
  }
}
