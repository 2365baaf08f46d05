import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { LogBell } from '#platform/event-store/log-bell.js';
import type { Day } from '#platform/kernel/day.js';
import { keepUp } from '#platform/projecting/projector-loop.js';
import type { ParkedEvent } from '#platform/projecting/parked-events.js';
import type { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { advanceProcess, type DayClosing } from './advance-process.js';
import { doNextTask } from './do-task.js';
import { processOverview, type ProcessOverview } from './overview.js';
import type { Process } from './process.js';

export interface ProcessorTools {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly commands: Pick<CommandRegistry, 'dispatch' | 'get'>;
  readonly closing: DayClosing;
  /** The supplier's day of an instant. */
  readonly dayOf: (instant: string) => Day;
}

/**
 * Runs processes: at least once, so that their commands bear ids that tell a repetition; in order for each key; several
 * processors beside each other. What fails parks its key and stops nobody else.
 */
export class Processor {
  readonly #processes: Process[] = [];

  constructor(private readonly tools: ProcessorTools) {}

  /** Throws if there is one of that name already. */
  add(process: Process): void {
    if (this.#processes.some(({ name }) => name === process.name)) throw new Error(`there are two processes named ${process.name}`);
    this.#processes.push(process);
  }

  get processes(): readonly Process[] {
    return this.#processes;
  }

  /** Does everything that follows from the log up to this moment. Throws what passes by itself, after which it is to be called again. */
  async run(signal?: AbortSignal): Promise<void> {
    this.#checkOrders();
    for (const process of this.#processes) {
      for (let more = true; more && !signal?.aborted; ) {
        more = await advanceProcess(this.tools.pool, this.tools.store, process, this.tools.closing, this.tools.dayOf);
        while (!signal?.aborted && (await this.#task(process))) more = true;
      }
    }
  }

  /** Runs until the signal is aborted, whenever something was recorded. */
  async keep(onError: (error: Error) => void, signal: AbortSignal): Promise<void> {
    await keepUp(new LogBell(this.tools.pool), onError, signal, async () => {
      await this.tools.store.settle();
      await this.run(signal);
    });
  }

  /** All processes as operators see them. */
  async overview(): Promise<ProcessOverview[]> {
    return processOverview(this.tools.pool, this.#processes, (await this.tools.store.head()).position);
  }

  /** What is parked, as `projections parked` shows it. */
  async parked(): Promise<ParkedEvent[]> {
    const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    const { rows } = await this.tools.pool.query<Record<string, string>>(
      `SELECT ordinal, process, key, kind, content, cause, class, failure, attempts, ${time('first_at')} AS first_at, ${time('last_at')} AS last_at,
         (SELECT count(*) FROM process_task w WHERE w.process = t.process AND w.key = t.key AND w.ordinal > t.ordinal) AS waiting
       FROM process_task t WHERE state = 'parked' ORDER BY ordinal`,
    );
    return rows.map((row): ParkedEvent => {
      const { eventId, position } = JSON.parse(row.cause) as { eventId: string; position: number };
      const { name } = JSON.parse(row.content) as { name?: string };
      return {
        id: Number(row.ordinal), readModel: row.process, version: 1, stage: 'live', key: row.key, position, eventId, eventType: name ?? row.kind,
        class: row.class, cause: row.failure, attempts: Number(row.attempts), waiting: Number(row.waiting), firstAt: row.first_at, lastAt: row.last_at,
      };
    });
  }

  /** Tries a parked task again, and what waits behind it. Returns what fails now, null where it went through. Refuses, with status 404, an id that is not parked. */
  async retry(id: number): Promise<{ process: string; key: string; cause: string | null }> {
    const { rows } = await this.tools.pool.query<{ process: string; key: string }>(`UPDATE process_task SET state = 'waiting' WHERE ordinal = $1 AND state = 'parked' RETURNING process, key`, [id]);
    const process = this.#processes.find(({ name }) => name === rows[0]?.process);
    if (!process) throw refuse('not-parked', `Nothing is parked under ${id}; projections parked shows what is.`, 404, { field: 'id', value: String(id) });
    await this.run();
    const failed = (await this.parked()).find((one) => one.readModel === process.name && one.key === rows[0].key);
    return { process: process.name, key: rows[0].key, cause: failed?.cause ?? null };
  }

  #task(process: Process): Promise<boolean> {
    const { pool, store, commands, dayOf: dayOfInstant } = this.tools;
    return doNextTask(process, {
      pool, store, commands,
      present: async () => {
        const recordedAt = (await store.head()).recordedAt!;
        return { today: dayOfInstant(recordedAt), recordedAt };
      },
    });
  }

  // A process gives orders only in its own room.
  #checkOrders(): void {
    for (const { name, room, gives } of this.#processes) {
      for (const command of gives) {
        const known = this.tools.commands.get(command);
        if (known?.room !== room) throw new Error(`the process ${name} of the room ${room} gives ${command}, which ${known ? `belongs to ${known.room}` : 'nobody knows'}`);
      }
    }
  }
}
