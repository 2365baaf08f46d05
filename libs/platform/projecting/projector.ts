import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { observedProjection } from '#platform/observing/observed-projection.js';
import type { Projection } from './projection.js';
import { firstPlace } from './first-place.js';
import { checkpointOf, moveCheckpoint, prepareTables } from './checkpoint.js';

const DEFAULT_PAGE = 5000;
const WHOLE = { index: 0, count: 1 };

/** How far one read model has come, of how many positions. */
export interface Progress {
  readonly projection: string;
  readonly position: number;
  readonly head: number;
}

/**
 * Brings read models up to the log. Each page of events is applied in the transaction that moves the checkpoint, and
 * only if the checkpoint still stands where the page begins: whatever is killed, and however many do it at once, every
 * event is applied exactly once.
 */
export class Projector {
  readonly #projections: Projection[] = [];
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: EventStore,
    projections: readonly Projection[] = [],
  ) {
    for (const projection of projections) this.add(projection);
  }

  /** Throws if there is one of that name already. */
  add(projection: Projection): void {
    if (this.#projections.some(({ name }) => name === projection.name)) throw new Error(`there are two projections named ${projection.name}`);
    this.#projections.push(observedProjection(projection));
  }

  get projections(): readonly Projection[] {
    return this.#projections;
  }

  /**
   * Resolves when every read model stands at `upTo` or later; without it, at the log's last position of this moment.
   * Call the store's `settle` first to include everything acknowledged. Throws what a projection threw.
   */
  async catchUp(upTo?: number, onProgress?: (progress: Progress) => void): Promise<void> {
    const { position } = await this.store.head();
    const goal = Math.min(upTo ?? position, position);
    for (const projection of this.#projections) await this.#bring(projection, goal, onProgress);
  }

  /** Empties a read model and builds it from the whole log. Throws for an unknown name. */
  async rebuild(name: string, onProgress?: (progress: Progress) => void): Promise<void> {
    const projection = this.#projections.find((one) => one.name === name);
    if (!projection) throw new Error(`there is no projection named ${name}; there are ${this.#projections.map((one) => one.name).join(', ') || 'none'}`);
    await prepareTables(this.pool, projection, true);
    await this.#bring(projection, (await this.store.head()).position, onProgress);
  }

  /** The position of each read model; 0 for one not begun. */
  async positions(): Promise<Map<string, number>> {
    const positions = new Map<string, number>();
    for (const projection of this.#projections) positions.set(projection.name, (await checkpointOf(this.pool, projection)) ?? 0);
    return positions;
  }

  // One at a time per read model in this process; whoever comes meanwhile looks again when it is done.
  async #bring(projection: Projection, goal: number, onProgress?: (progress: Progress) => void): Promise<void> {
    for (;;) {
      const position = await checkpointOf(this.pool, projection);
      if (position !== null && position >= goal) return;
      const running = this.#underWay.get(projection.name);
      if (running) {
        await running.catch(() => {});
        continue;
      }
      const work = this.#advance(projection, goal, onProgress).finally(() => this.#underWay.delete(projection.name));
      this.#underWay.set(projection.name, work);
      await work;
    }
  }

  async #advance(projection: Projection, goal: number, onProgress?: (progress: Progress) => void): Promise<void> {
    await prepareTables(this.pool, projection);
    let position = (await checkpointOf(this.pool, projection)) ?? 0;
    if (position >= goal) return;
    const first = (await firstPlace(this.store, projection.eventTypes))!;
    const { eventTypes, pageSize = DEFAULT_PAGE } = projection;
    const pages = this.store.readAll({ after: position, upTo: goal, types: eventTypes, pageSize });
    for await (const page of readAhead(pages)) {
      const last = page[page.length - 1].position;
      const from = position;
      // Somebody else was faster: begin again where they are.
      if (!(await moveCheckpoint(this.pool, projection, position, last, (db) => projection.apply(page, db, { partition: WHOLE, after: from, first })))) return;
      position = last;
      onProgress?.({ projection: projection.name, position, head: goal });
    }
    // The rest of the way holds nothing that it listens to.
    if (position < goal && (await moveCheckpoint(this.pool, projection, position, goal, async () => {}))) onProgress?.({ projection: projection.name, position: goal, head: goal });
  }
}

/** Asks for the next page while the present one is applied: reading and writing keep two processors busy. */
async function* readAhead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = iterator.next();
      // Its failure is seen when it is awaited, not as an unhandled one meanwhile.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await iterator.return?.();
  }
}
