import type { CommandBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { Recorder } from '../recorder.js';
import { ClaimSession } from './claim-session.js';
import { exchangeFolder } from './exchange-folder.js';
import { ImportRun } from './import-run.js';
import { PassingSeal } from './passing-seal.js';
import { ProblemList } from './problem-list.js';
import { StagedRows } from './staged-rows.js';
import { Staging } from './staging.js';

export interface ImportOptions {
  /** Import the good rows and leave out the bad ones, and what depends on them. */
  readonly skipBadRows?: boolean;
  readonly actor: string;
  readonly origin?: 'import' | 'simulation';
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Given the problems as soon as they are known, if there are any: of a refused import, or of the rows left out. */
  readonly onProblems?: (problems: ProblemList) => Promise<void>;
}

export interface ImportProgress {
  /** Reading counts bytes of the files, checking and writing count rows. */
  readonly phase: 'reading' | 'checking' | 'writing';
  readonly done: number;
  readonly total: number;
}

export interface ImportReport {
  readonly files: readonly { file: string; rows: number; events: number }[];
  readonly rows: number;
  readonly events: number;
  /** Rows that said nothing new. */
  readonly unchanged: number;
  /** Rows with problems; with skipBadRows they were left out, without nothing was imported. */
  readonly badRows: number;
  readonly problems: number;
  readonly imported: boolean;
  readonly correlationId: string;
  readonly seconds: number;
}

/** What an import works with. */
export interface ImportTools {
  readonly pool: pg.Pool;
  readonly recorder: Recorder;
  readonly bus: Pick<CommandBus, 'execute'>;
}

/**
 * Imports a folder of exchange files (domain.md §4). First everything is read, staged and decided, to list every
 * problem; only without one, or with `skipBadRows`, the commands are given. An import that was killed is finished by
 * running it again: what is recorded already changes nothing. Throws a Refusal if there is no such folder, if another
 * import is running, or if others recorded meanwhile what contradicts it.
 */
export async function importFolder(folder: string, tools: ImportTools, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now();
  const { pool, recorder } = tools;
  const kinds = [...recorder.tools.rooms].sort((a, b) => Number(b.opensCustomer ?? false) - Number(a.opensCustomer ?? false)).flatMap((room) => room.kinds);
  const { files, problems: wrong } = await exchangeFolder(folder, kinds);
  const staging = await Staging.open(pool);
  if (!staging) throw refuse('import-running', 'Another import into this database is running; only one runs at a time. Try again when it has ended.', 409);
  const problems = new ProblemList(pool, files.map((file) => file.name));
  const claims = await ClaimSession.open(pool).catch(async (error: unknown) => {
    await staging.close();
    throw error;
  });
  try {
    for (const problem of wrong) await problems.add(problem);
    const run = new ImportRun(tools, options, { staging, claims, rows: new StagedRows(new PassingSeal()), problems }, kinds, files);
    const report = await run.all(wrong.length === 0);
    return { ...report, seconds: (performance.now() - started) / 1000 };
  } finally {
    problems.close();
    await claims.close();
    await staging.close();
  }
}
