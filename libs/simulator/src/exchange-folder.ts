import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '#platform/deciding/refusal.js';
import { COLUMNS, csvLine, type CustomerFacts, type ExchangeFile } from './exchange-files.js';
import { TextFile } from './text-file.js';

/**
 * Refuses (`folder-not-empty`, `not-a-folder`) where anything is at the path already, so that no file of another export is
 * mixed in: a stray file would make the whole folder unreadable for an import.
 */
export function refuseUnlessNew(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw refuse('not-a-folder', `${folder} is not a folder.`, 409);
  if (readdirSync(folder).length > 0) {
    throw refuse('folder-not-empty', `The folder ${folder} is not empty; give one that is empty or does not exist yet.`, 409);
  }
}

/** Exchange files being written into a folder of their own; what is kept in memory does not grow with what is written. */
export class ExchangeFolder {
  private readonly outputs: { file: ExchangeFile; text: TextFile }[];
  private written = 0;

  /** Creates the folder where needed, and each of the files with its header. Throws as `refuseUnlessNew`. */
  constructor(folder: string, files: readonly ExchangeFile[]) {
    refuseUnlessNew(folder);
    mkdirSync(folder, { recursive: true });
    this.outputs = files.map((file) => ({ file, text: new TextFile(join(folder, `${file}.csv`)) }));
    for (const { file, text } of this.outputs) text.write(csvLine(COLUMNS[file]));
  }

  /** Rows written so far, headers apart. */
  get rows(): number {
    return this.written;
  }

  get paths(): string[] {
    return this.outputs.map(({ text }) => text.path);
  }

  /** Adds a customer's rows to the files that the folder has. */
  add(facts: Partial<CustomerFacts>): void {
    for (const { file, text } of this.outputs) {
      const rows: readonly { [column: string]: string }[] = file === 'customers' ? [facts.customer ?? []].flat() : (facts[file] ?? []);
      for (const row of rows) text.write(csvLine(COLUMNS[file].map((column) => row[column])));
      this.written += rows.length;
    }
  }

  close(): void {
    for (const { text } of this.outputs) text.close();
  }
}
