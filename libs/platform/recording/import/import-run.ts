import { randomUUID } from 'node:crypto';
import { Refusal, refuse } from '#platform/deciding/refusal.js';
import { numberedByItself } from '../documents/claims-of.js';
import type { ImportedRecords } from '../import-records.js';
import type { RecordKind } from '../record-kind.js';
import { checkWindow } from './check-window.js';
import type { CheckedWindow, Moved } from './check-window.js';
import { customerWindows } from './customer-windows.js';
import type { ImportedCustomer } from './customer-windows.js';
import type { ExchangeFile } from './exchange-folder.js';
import type { ImportOptions, ImportReport, ImportTools } from './import-folder.js';
import { oneAhead } from './one-ahead.js';
import { stageFile } from './stage-file.js';
import type { StagingTools } from './stage-file.js';
import type { StagedRow } from './staged-rows.js';
import { writeCustomer } from './write-window.js';

/** Customers whose commands are under way at the same time. */
const CUSTOMERS_UNDER_WAY = 600;

/** One import on its way: reading, checking, claiming, writing. */
export class ImportRun {
  readonly #counts = new Map<RecordKind, { file: string; rows: number; events: number }>();
  readonly #bad = new Map<string, Set<number>>();
  readonly #correlationId = randomUUID();
  /** Numbers that another customer has as well: their claims are no surprise. */
  readonly #shared = new Set<string>();
  #total = 0;
  #events = 0;
  #unchanged = 0;

  constructor(
    private readonly tools: ImportTools,
    private readonly options: ImportOptions,
    private readonly staged: StagingTools,
    private readonly kinds: readonly RecordKind[],
    private readonly files: readonly ExchangeFile[],
  ) {}

  async all(folderIsRight: boolean): Promise<Omit<ImportReport, 'seconds'>> {
    let badRows = 0;
    let usable = folderIsRight;
    const read = await this.#read();
    for (const file of read) {
      badRows += file.bad;
      usable &&= file.usable;
    }
    const moved: Moved[] = [];
    if (usable) {
      this.staged.claims.begin();
      moved.push(...(await this.#check()));
    }
    for (const lines of this.#bad.values()) badRows += lines.size;
    const imported = usable && (this.staged.problems.count === 0 || this.options.skipBadRows === true);
    if (imported) {
      await this.#claim(moved);
      await this.#write();
      await this.tools.recorder.tools.store.settle();
    }
    if (this.staged.problems.count > 0) await this.options.onProblems?.(this.staged.problems);
    return {
      files: [...this.#counts.values()],
      rows: this.#total,
      events: this.#events,
      unchanged: this.#unchanged,
      badRows,
      problems: this.staged.problems.count,
      imported,
      correlationId: this.#correlationId,
    };
  }

  async #read(): Promise<{ bad: number; usable: boolean }[]> {
    const total = this.files.reduce((sum, file) => sum + file.bytes, 0);
    let done = 0;
    const read: { bad: number; usable: boolean }[] = [];
    for (const file of this.files) {
      const result = await stageFile(file, this.staged, (bytes) => this.options.onProgress?.({ phase: 'reading', done: (done += bytes), total }));
      read.push(result);
      this.#total += result.rows;
      this.#counts.set(file.kind, { file: file.name, rows: result.rows, events: 0 });
    }
    return read;
  }

  async #check(): Promise<Moved[]> {
    const sharing = this.kinds.filter((kind) => kind.refers?.column === kind.number && this.#counts.has(kind));
    for (const kind of sharing) await this.staged.staging.giveCustomers(kind.kind, kind.refers?.kind as string);
    for (const kind of sharing) await this.#withoutCustomer(kind);
    await this.staged.staging.findConflicts(this.#claimed());
    const moved: Moved[] = [];
    let done = 0;
    const check = (window: readonly ImportedCustomer[]): Promise<CheckedWindow> => checkWindow(window, this.tools.recorder, (row) => this.staged.rows.opened(row));
    for await (const [window, checked] of oneAhead(this.#windows(), check)) {
      moved.push(...checked.moved);
      for (const row of checked.shared) this.#shared.add(`${row.kind.kind}\n${row.number}\n${row.customerNo}`);
      for (const { row, column, value = '', expected, message, follows } of checked.problems) {
        this.#note(row.kind, row.line);
        await this.#list(row.kind, row.line, { column, value, expected, reason: message }, follows ?? false);
      }
      for (const customer of window) done += customer.rows.length;
      this.options.onProgress?.({ phase: 'checking', done, total: this.#total });
    }
    return moved;
  }

  /** Returns and exemptions of what is neither in the folder nor in the log. */
  async #withoutCustomer(kind: RecordKind): Promise<void> {
    const { column, kind: other } = kind.refers as NonNullable<RecordKind['refers']>;
    const words = this.kinds.find((one) => one.kind === other)?.words ?? other;
    for (const { number, line, follows } of await this.staged.staging.withoutCustomer(kind.kind, other)) {
      this.#note(kind, line);
      const reason = follows ? `The row of ${words} ${number} was refused, and this one depends on it.` : `There is no ${words} ${number}.`;
      await this.#list(kind, line, { column, value: number, expected: `a ${words} in the same folder or recorded before`, reason }, follows);
    }
  }

  // What merely follows from another row's problem is listed where rows are left out, one by one; otherwise it would only
  // hide the cause.
  async #list(kind: RecordKind, line: number, problem: { column: string; value: string; expected: string; reason: string }, follows: boolean): Promise<void> {
    if (follows && !this.options.skipBadRows) return;
    await this.staged.problems.add({ file: this.#counts.get(kind)?.file ?? '', line, ...problem });
  }

  #note(kind: RecordKind, line: number): void {
    const lines = this.#bad.get(kind.kind);
    if (lines) lines.add(line);
    else this.#bad.set(kind.kind, new Set([line]));
  }

  async #claim(moved: readonly Moved[]): Promise<void> {
    const { recorder } = this.tools;
    const { claims } = this.staged;
    const taken = await claims.settle((kind, number, customerNo) => this.#shared.has(`${kind}\n${number}\n${customerNo}`));
    if (taken) throw refuse('recorded-meanwhile', `The ${taken.kind} ${taken.number} was recorded for another customer while this import was being checked. Nothing was imported; run it again.`, 409);
    if (moved.length === 0) return;
    await claims.alone(async () => {
      for (const { room, kind, number, from, to } of moved) {
        if (!(await recorder.stands(room, kind, number, from))) await claims.move(kind, number, from, to);
      }
    });
  }

  async #write(): Promise<void> {
    const { recorder, bus } = this.tools;
    const { actor, origin = 'import', skipBadRows = false } = this.options;
    const context = { actor, origin, correlationId: this.#correlationId, causationId: null };
    const manner = { skipBadRows, today: recorder.tools.today(), opened: (row: StagedRow) => this.staged.rows.opened(row) };
    const underWay = new Set<Promise<void>>();
    let failed: unknown;
    let done = 0;
    // Not Promise.race: it would leave a reaction on each of the others, some millions in all.
    let oneIsDone = (): void => {};
    for await (const window of this.#windows()) {
      for (const customer of window.map((one) => this.#withoutBad(one))) {
        const work: Promise<void> = writeCustomer(customer, recorder, bus, manner, context, (result) => this.#count(result))
          .catch((error: unknown) => void (failed ??= error))
          .finally(() => {
            done += customer.rows.length;
            underWay.delete(work);
            oneIsDone();
          });
        underWay.add(work);
        if (underWay.size >= CUSTOMERS_UNDER_WAY) await new Promise<void>((resolve) => (oneIsDone = resolve));
        if (failed) break;
      }
      this.options.onProgress?.({ phase: 'writing', done, total: this.#total });
      if (failed) break;
    }
    await Promise.all(underWay);
    if (failed) throw interrupted(failed, this.#events);
    this.options.onProgress?.({ phase: 'writing', done: this.#total, total: this.#total });
  }

  #withoutBad(customer: ImportedCustomer): ImportedCustomer {
    if (this.#bad.size === 0) return customer;
    return { ...customer, rows: customer.rows.filter((row) => !this.#bad.get(row.kind.kind)?.has(row.line)) };
  }

  #count(result: ImportedRecords): void {
    this.#events += result.events.length;
    this.#unchanged += result.unchanged;
    for (const { type } of result.events) {
      const kind = this.tools.recorder.kindOfEvent(type);
      const count = kind && this.#counts.get(kind);
      if (count) count.events++;
    }
  }

  /** Kinds in this folder whose numbers have to be claimed. */
  #claimed(): string[] {
    return this.kinds.filter((kind) => this.#counts.has(kind) && numberedByItself(kind)).map((kind) => kind.kind);
  }

  #windows(): ReturnType<typeof customerWindows> {
    return customerWindows(this.staged.staging, this.staged.rows, new Map(this.kinds.map((kind) => [kind.kind, kind])));
  }
}

function interrupted(error: unknown, events: number): unknown {
  if (!(error instanceof Refusal)) return error;
  const after = `The import stopped after ${events} events, because something was recorded meanwhile that contradicts it. Run it again: what is imported already changes nothing.`;
  return new Refusal([...error.reasons, { code: 'recorded-meanwhile', message: after }], 409);
}
