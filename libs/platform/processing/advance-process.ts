import type pg from 'pg';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import { poisonClass } from '#platform/projecting/failure-class.js';
import { inTransaction } from '#platform/projecting/in-transaction.js';
import { causeOf, keyOf, type Cause } from './cause.js';
import { addTask, noteReactions } from './note-reactions.js';
import type { Process, Reaction, ReactionContext } from './process.js';
import { DueTimers, type SetTimer } from './due-timers.js';

const PAGE = 500;

/** The events by which the log says that days are over. */
export interface DayClosing {
  readonly type: string;
  readonly through: (event: NumberedEvent) => string;
}

/**
 * Takes a process one page of the log further, in one transaction: what follows from each event, and from each timer that
 * is due by then, is kept in the order of the log; commands are given afterwards. Returns false when there was nothing to
 * do, or when another worker is at it.
 */
export async function advanceProcess(pool: pg.Pool, store: EventStore, process: Process, closing: DayClosing, present: (recordedAt: string) => Day): Promise<boolean> {
  const head = await store.head();
  if (head.recordedAt === null) return false;
  const context = { today: present(head.recordedAt) };
  await pool.query('INSERT INTO process_checkpoint (name, position) VALUES ($1, 0) ON CONFLICT DO NOTHING', [process.name]);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ position: string; closed: string | null }>('SELECT position, closed_through::text AS closed FROM process_checkpoint WHERE name = $1 FOR UPDATE SKIP LOCKED', [process.name]);
    if (rows.length === 0) return false;
    const from = Number(rows[0].position);
    let closed: Day | null = rows[0].closed === null ? null : dayOf(rows[0].closed);
    const reactor = new Reactor(client, process, context, await keysBehind(client, process.name));
    const timers = await DueTimers.of(client, process.name);
    const fire = async (recordedAt: string): Promise<void> => {
      for (let due = await timers.due(recordedAt, closed); due.length > 0; due = await timers.due(recordedAt, closed)) for (const timer of due) if (await reactor.toTimer(timer)) timers.changed();
    };
    const page = from < head.position ? await nextPage(store, from, head.position, [...process.eventTypes, closing.type]) : [];
    for (const event of page) {
      await fire(event.recordedAt);
      if (process.eventTypes.includes(event.envelope.type) && (await reactor.toEvent(event))) timers.changed();
      if (event.envelope.type === closing.type) closed = Math.max(closed ?? -Infinity, dayOf(closing.through(event)));
      await fire(event.recordedAt);
    }
    const whole = page.length < PAGE;
    const last = page[page.length - 1];
    await fire(whole ? head.recordedAt! : last.recordedAt);
    const position = whole ? head.position : last.position;
    await client.query('UPDATE process_checkpoint SET position = $2, closed_through = $3 WHERE name = $1', [process.name, position, closed === null ? null : formatDay(closed)]);
    return position > from || reactor.reacted;
  });
}

/** Lets a process react and keeps what follows. A reaction that fails, and what comes later of the same key, becomes a task. */
class Reactor {
  reacted = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly process: Process,
    private readonly context: ReactionContext,
    private readonly behind: Set<string>,
  ) {}

  toEvent(event: NumberedEvent): Promise<boolean> {
    return this.#react(keyOf(event), causeOf(event), 'event', { position: event.position }, () => this.process.react(event, this.context));
  }

  toTimer({ id, key, note, cause }: SetTimer): Promise<boolean> {
    return this.#react(key, { ...cause, name: `${cause.name} ${id}` }, 'timer', { id, note }, () => this.process.onTimer?.({ id, key, note }, this.context) ?? []);
  }

  async #react(key: string, cause: Cause, kind: 'event' | 'timer', content: unknown, react: () => readonly Reaction[]): Promise<boolean> {
    let reactions: readonly Reaction[] | null = null;
    if (!this.behind.has(key)) {
      try {
        reactions = react();
      } catch (error) {
        if (poisonClass(error) === null) throw error;
        this.behind.add(key);
      }
    }
    if (reactions?.length === 0) return false;
    this.reacted = true;
    if (reactions) await noteReactions(this.client, this.process, key, cause, reactions);
    else await addTask(this.client, this.process.name, key, kind, content, cause);
    return true;
  }
}

/** The keys of which a reaction waits already: what comes later waits behind it. */
async function keysBehind(client: pg.PoolClient, process: string): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string }>(`SELECT DISTINCT key FROM process_task WHERE process = $1 AND kind <> 'command'`, [process]);
  return new Set(rows.map(({ key }) => key));
}

async function nextPage(store: EventStore, after: number, upTo: number, types: readonly string[]): Promise<readonly NumberedEvent[]> {
  for await (const page of store.readAll({ after, upTo, types: [...new Set(types)], pageSize: PAGE })) return page;
  return [];
}
