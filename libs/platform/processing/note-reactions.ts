import type { Queryable } from '#platform/projecting/projection.js';
import type { Cause, CommandTask } from './cause.js';
import { commandId } from './command-id.js';
import type { Process, Reaction } from './process.js';

/** Keeps what follows from a cause: commands in the order in which they are to be given, and timers. */
export async function noteReactions(db: Queryable, process: Process, key: string, cause: Cause, reactions: readonly Reaction[]): Promise<void> {
  for (const reaction of reactions) {
    if ('forget' in reaction) await db.query('DELETE FROM process_timer WHERE process = $1 AND id = $2', [process.name, reaction.forget]);
    else if ('remind' in reaction) {
      await db.query(
        `INSERT INTO process_timer (process, id, key, due_on, due_at, note, cause) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (process, id) DO UPDATE SET key = excluded.key, due_on = excluded.due_on, due_at = excluded.due_at, note = excluded.note, cause = excluded.cause`,
        [process.name, reaction.remind, key, reaction.on ?? null, reaction.at ?? null, JSON.stringify(reaction.note), JSON.stringify(cause)],
      );
    } else {
      if (!process.gives.includes(reaction.give)) throw new TypeError(`the process ${process.name} does not declare that it gives ${reaction.give}`);
      const task: CommandTask = { id: commandId(process.name, cause.name, reaction.as ?? reaction.give), name: reaction.give, input: reaction.input };
      await addTask(db, process.name, key, 'command', task, cause);
    }
  }
}

export async function addTask(db: Queryable, process: string, key: string, kind: 'event' | 'timer' | 'command', content: unknown, cause: Cause): Promise<number> {
  const { rows } = await db.query<{ ordinal: string }>('INSERT INTO process_task (process, key, kind, content, cause) VALUES ($1, $2, $3, $4, $5) RETURNING ordinal', [process, key, kind, JSON.stringify(content), JSON.stringify(cause)]);
  return Number(rows[0].ordinal);
}
