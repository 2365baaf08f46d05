import { Gauge, type Registry } from 'prom-client';
import type pg from 'pg';
import type { Clock } from '#platform/config/clock.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Processor } from '#platform/processing/processor.js';
import type { Projector } from '#platform/projecting/projector.js';
import { readModelLags } from './read-model-lag.js';

/** What is measured at the moment it is asked for: the log, the read models, the connections. */
export function registerGauges(registry: Registry, tools: { store: EventStore; projector: Projector; processor: Processor; pool: pg.Pool; clock: Clock }): void {
  const { pool } = tools;
  let asking: Promise<void> | null = null;
  // All gauges come of the same few questions, which are asked once for all that are collected together.
  const collect = (): Promise<void> => (asking ??= ask().finally(() => (asking = null)));
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge => new Gauge({ name: `gridledger_${name}`, help, labelNames, registers: [registry], collect });
  const position = gauge('log_position', 'The last position of the log.');
  const waiting = gauge('log_unnumbered_events', 'Committed events that wait for their position (PostgreSQL; on EventStoreDB see gridledger_sequencer_lag_seconds).');
  const at = gauge('projection_position', 'The position that a read model stands at.', ['projection']);
  const behind = gauge('projection_lag_positions', 'Positions of the log that a read model has not taken in.', ['projection']);
  const seconds = gauge('projection_lag_seconds', 'Age of the oldest event that a read model has not taken in.', ['projection']);
  const parked = gauge('projection_parked_events', 'Events that a read model could not take in and that wait for somebody to look.', ['projection']);
  const processBehind = gauge('process_lag_positions', 'Positions of the log from which a process has not worked out yet what follows.', ['process']);
  const processWaiting = gauge('process_waiting_tasks', 'Commands and reactions of a process that are still to be done.', ['process']);
  const processParked = gauge('process_parked_tasks', 'Commands and reactions of a process that failed and wait for somebody to look.', ['process']);
  const connections = gauge('database_connections', 'Connections of the pool, by state: busy, idle; waiting are those who ask for one.', ['state']);
  const up = gauge('database_up', '1 if the log and the read models could be asked, else 0.');

  async function ask(): Promise<void> {
    connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    connections.set({ state: 'idle' }, pool.idleCount);
    connections.set({ state: 'waiting' }, pool.waitingCount);
    try {
      const lags = await readModelLags(tools);
      position.set(lags.position);
      for (const { name, position: stands, lag, lagSeconds } of lags.readModels) {
        at.set({ projection: name }, stands);
        behind.set({ projection: name }, lag);
        seconds.set({ projection: name }, lagSeconds);
        parked.set({ projection: name }, 0);
      }
      waiting.set(await unnumbered(pool));
      for (const { projection, events } of await parkedEvents(pool)) parked.set({ projection }, events);
      for (const { name, lag, waiting: tasks, parked: failed } of await tools.processor.overview()) {
        processBehind.set({ process: name }, lag);
        processWaiting.set({ process: name }, tasks);
        processParked.set({ process: name }, failed);
      }
      up.set(1);
    } catch {
      up.set(0);
    }
  }
}

async function unnumbered(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ events: string }>('SELECT coalesce(sum(last_seq - first_seq + 1), 0) AS events FROM event_unnumbered');
  return Number(rows[0].events);
}

/** Events that wait in the parking, by read model; those of a build under way are not among them. */
async function parkedEvents(pool: pg.Pool): Promise<{ projection: string; events: number }[]> {
  const { rows } = await pool.query<{ name: string; events: string }>("SELECT name, count(*) AS events FROM projection_parked WHERE stage = 'live' GROUP BY name");
  return rows.map(({ name, events }) => ({ projection: name, events: Number(events) }));
}
