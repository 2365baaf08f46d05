import { numberedByItself } from '../documents/claims-of.js';
import { readRow } from '../read-row.js';
import { columnIndex } from '../record-kind.js';
import type { ClaimSession } from './claim-session.js';
import { CsvRecords } from './csv-records.js';
import type { CsvRecord } from './csv-records.js';
import type { ExchangeFile } from './exchange-folder.js';
import { fileLines } from './file-lines.js';
import { readHeader } from './header.js';
import type { ImportProblem } from './import-problem.js';
import type { ProblemList } from './problem-list.js';
import { claimLine } from './staged-rows.js';
import type { StagedRows } from './staged-rows.js';
import type { Staging } from './staging.js';

const CHUNK = 512 * 1024;

export interface StagedFile {
  /** Records after the header, well formed or not. */
  readonly rows: number;
  /** Rows that could not be read. */
  readonly bad: number;
  /** False if the file as a whole is unusable (no header, a wrong one, not gzip). */
  readonly usable: boolean;
}

/** Where rows, claims and problems go. */
export interface StagingTools {
  readonly staging: Staging;
  readonly claims: ClaimSession;
  readonly rows: StagedRows;
  readonly problems: ProblemList;
}

/** Reads one file, checks each row by itself, and stages the good ones; of a bad one a marker, if its number is legible. */
export async function stageFile(file: ExchangeFile, { staging, claims, rows, problems }: StagingTools, onBytes: (bytes: number) => void): Promise<StagedFile> {
  const { kind, name } = file;
  const numberAt = columnIndex(kind, kind.number);
  const found: ImportProblem[] = [];
  let positions: number[] | null = null;
  let refused = false;
  let lines = '';
  let claimed = '';
  let claimedCount = 0;
  const claiming = numberedByItself(kind);
  const customerAt = kind.index.get('customer_no') ?? -1;
  let count = 0;
  let bad = 0;
  const cells = new Array<string>(kind.columns.length);

  const header = (record: CsvRecord): void => {
    if (!record.fields) {
      found.push({ file: name, line: record.line, column: '', value: '', expected: 'a header line in UTF-8', reason: `The header cannot be read: ${record.problem}.` });
      refused = true;
      return;
    }
    const read = readHeader(kind, name, record.fields);
    found.push(...read.problems);
    refused = read.problems.length > 0;
    positions = read.positions;
    records.width = record.fields.length;
  };
  const records = new CsvRecords((record) => {
    if (refused) return;
    if (!positions) return header(record);
    count++;
    const { fields, line } = record;
    if (!fields) {
      bad++;
      found.push({ file: name, line, column: '', value: '', expected: `${records.width} fields in UTF-8, quoted as in RFC 4180`, reason: `The row cannot be read: ${record.problem}.` });
      return;
    }
    for (let at = 0; at < cells.length; at++) {
      const position = positions[at];
      cells[at] = position < 0 ? '' : fields[position];
    }
    const { values, problems: wrong } = readRow(kind, cells);
    if (wrong.length === 0) {
      lines += rows.write(kind, values, line);
      if (claiming) {
        claimed += claimLine(kind.kind, values[numberAt] as string, values[customerAt] as string);
        claimedCount++;
      }
      return;
    }
    bad++;
    for (const { column, value = '', expected, message } of wrong) found.push({ file: name, line, column, value, expected, reason: message });
    if (values[numberAt] !== null) lines += rows.marker(kind, values, line);
  });
  // While PostgreSQL takes one lot in, the next is being read.
  let underWay: Promise<unknown> = Promise.resolve();
  const pass = async (): Promise<void> => {
    for (const problem of found.splice(0)) await problems.add(problem);
    const [text, numbers, how] = [lines, claimed, claimedCount];
    lines = claimed = '';
    claimedCount = 0;
    await underWay;
    if (text === '') return;
    underWay = Promise.all([staging.stage(text), numbers === '' ? null : claims.collect(numbers, how)]);
    underWay.catch(() => {});
  };

  try {
    for await (const block of fileLines(file, onBytes)) {
      for (const line of block) records.line(line);
      if (lines.length > CHUNK || found.length > 0) await pass();
      if (refused) break;
    }
    records.end();
  } catch (error) {
    if (!isReadError(error)) throw error;
    const reason = file.compressed && (error as NodeJS.ErrnoException).code?.startsWith('Z') ? 'is no complete gzip file' : `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    found.push({ file: name, line: 0, column: '', value: '', expected: file.compressed ? 'a gzip file' : 'a file that can be read', reason: `${name} ${reason}.` });
    refused = true;
  }
  if (!positions && !refused) {
    found.push({ file: name, line: 0, column: '', value: '', expected: 'a header line', reason: `${name} is empty.` });
    refused = true;
  }
  await pass();
  await underWay;
  return { rows: count, bad, usable: !refused };
}

const isReadError = (error: unknown): boolean => /^(Z_|E[A-Z]+$)/.test((error as NodeJS.ErrnoException).code ?? '');
