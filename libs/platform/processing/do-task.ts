import type pg from 'pg';
import { Refusal } from '#platform/deciding/refusal.js';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import type { Day } from '#platform/kernel/day.js';
import { causeOf as failureText, poisonClass } from '#platform/projecting/failure-class.js';
import { inTransaction } from '#platform/projecting/in-transaction.js';
import type { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import type { Cause, CommandTask } from './cause.js';
import { eventIds } from './command-id.js';
import { noteReactions } from './note-reactions.js';
import type { DueTimer, Process } from './process.js';

/** What tasks are done with. */
export interface TaskTools {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly commands: Pick<CommandRegistry, 'dispatch'>;
  /** The supplier's day of the log's last record, and that record's time. */
  readonly present: () => Promise<{ readonly today: Day; readonly recordedAt: string }>;
}

interface Row {
  ordinal: string;
  key: string;
  kind: 'event' | 'timer' | 'command';
  content: string;
  cause: string;
}

// The first of its key, unless that one is parked. Whoever has it holds the row until it is done; the next of the same
// key is not the first as long as the row is there.
const NEXT = `SELECT ordinal, key, kind, content, cause FROM process_task t WHERE process = $1 AND state = 'waiting'
    AND NOT EXISTS (SELECT FROM process_task e WHERE e.process = t.process AND e.key = t.key AND e.ordinal < t.ordinal)
  ORDER BY ordinal LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** Does the next task of a process; false when there is none. A task that fails by itself parks its key; what passes by itself is thrown. */
export async function doNextTask(process: Process, tools: TaskTools): Promise<boolean> {
  return inTransaction(tools.pool, async (client) => {
    const { rows } = await client.query<Row>(NEXT, [process.name]);
    if (rows.length === 0) return false;
    const [row] = rows;
    await client.query('SAVEPOINT task');
    try {
      await carryOut(client, process, row, tools);
      await client.query('DELETE FROM process_task WHERE ordinal = $1', [row.ordinal]);
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT task');
      const refused = error instanceof Refusal && error.name === 'Refusal';
      const poison = refused ? (error.status === 503 ? null : 'refused') : poisonClass(error);
      if (poison === null) throw error;
      const { recordedAt } = await tools.present();
      await client.query(
        `UPDATE process_task SET state = 'parked', class = $2, failure = $3, attempts = attempts + 1, first_at = coalesce(first_at, $4), last_at = $4 WHERE ordinal = $1`,
        // A refusal's sentence names values; its code does not.
        [row.ordinal, poison, refused ? `refused: ${error.reasons.map(({ code }) => code).join(', ')}` : failureText(error), recordedAt],
      );
    }
    return true;
  });
}

async function carryOut(client: pg.PoolClient, process: Process, { key, kind, content, cause: told }: Row, { store, commands, present }: TaskTools): Promise<void> {
  const cause = JSON.parse(told) as Cause;
  if (kind === 'command') {
    const { id, name, input } = JSON.parse(content) as CommandTask;
    // Given before, and killed before it was noted.
    if (await store.readEvent(eventIds(id, 1)[0])) return;
    await commands.dispatch(name, input, { actor: `process ${process.name}`, origin: cause.origin, correlationId: cause.correlationId, causationId: cause.eventId, commandId: id });
    return;
  }
  const context = { today: (await present()).today };
  const reactions =
    kind === 'timer'
      ? (process.onTimer?.({ key, ...(JSON.parse(content) as Omit<DueTimer, 'key'>) }, context) ?? [])
      : process.react(await eventAt(store, (JSON.parse(content) as { position: number }).position), context);
  await noteReactions(client, process, key, cause, reactions);
}

async function eventAt(store: EventStore, position: number): Promise<NumberedEvent> {
  for await (const [event] of store.readAll({ after: position - 1, upTo: position })) return event;
  throw new Error(`position ${position} of the log cannot be read`);
}
