import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { Refusal, refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { observedProjection } from '#platform/observing/observed-projection.js';
import { advance } from './advance.js';
import { prepareTables } from './checkpoint.js';
import { overview, pause, resume, type ReadModelOverview } from './overview.js';
import { parkedEvents, parkedKeys, type ParkedEvent } from './parked-events.js';
import { EVERYBODY } from './keys.js';
import { patiently } from './patiently.js';
import type { Projection } from './projection.js';
import { rebuildBeside, type RebuildOptions, type RebuildReport } from './rebuild.js';
import { retryParked, type Retried } from './retry-parked.js';
import { digestLive, type PlacedDigest } from './same-position.js';
import { standings, type Standing } from './standing.js';
import { noteDigest } from './switch-tables.js';

/** Looks again so often at partitions that another process is bringing up. */
const OTHERS_MS = 20;

/** How far one read model has come, of how many positions. */
export interface Progress {
  readonly projection: string;
  readonly position: number;
  readonly head: number;
}

/**
 * Brings read models up to the log, each partition in transactions that apply events and move its checkpoint. Several
 * projectors, in this process and in others, share the partitions (docs/decisions/partitions-and-parking.md).
 */
export class Projector {
  readonly #projections: Projection[] = [];
  readonly #underWay = new Map<string, Promise<unknown>>();
  /** Of a raised version: how far its build has come in this process, and why the last attempt failed. */
  readonly #building = new Map<string, Progress>();
  readonly #failed = new Map<string, Refusal>();
  #raisesInBackground = false;

  /** Is told how far the build of a raised version has come for which a question waits, and when it is done. */
  onRaise: (progress: Progress | 'done') => void = () => {};

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

  /** Refuses, with status 404, a name that no read model has. */
  named(name: string): Projection {
    const found = this.#projections.find((one) => one.name === name);
    if (found) return found;
    throw refuse('unknown-read-model', `There is no read model '${name}'; there are ${this.#projections.map((one) => one.name).join(', ') || 'none'}.`, 404, { field: 'name', value: name });
  }

  /**
   * Resolves when every read model that is not paused stands at `upTo` or later; without it, at the log's last position
   * of this moment. Call the store's `settle` first to include everything acknowledged. A version that was raised is
   * built beside the one before. An event that cannot be applied parks its customer and stops nobody; what no event is to
   * blame for is tried again and then thrown.
   */
  async catchUp(upTo?: number, onProgress?: (progress: Progress) => void): Promise<void> {
    return this.#catchUp(upTo, onProgress, !this.#raisesInBackground);
  }

  /** The same for whoever follows the log by itself: also where questions are refused, a raised version is built. */
  follow(): Promise<void> {
    return this.#catchUp(undefined, undefined, true);
  }

  /**
   * From now on a question that finds a version raised is refused (503) with how far the build has come, instead of
   * waiting for minutes: somebody follows the log and builds it.
   */
  raiseInBackground(): void {
    this.#raisesInBackground = true;
  }

  #catchUp(upTo: number | undefined, onProgress: ((progress: Progress) => void) | undefined, mayRaise: boolean): Promise<void> {
    return patiently(async () => {
      const [{ position }, standing] = await Promise.all([this.store.head(), standings(this.pool)]);
      const goal = Math.min(upTo ?? position, position);
      for (const projection of this.#projections) {
        const live = liveOf(standing, projection);
        if (live && (live.position >= goal || live.pausedBy !== null)) continue;
        await this.#bring(projection, goal, mayRaise, onProgress);
      }
    });
  }

  /**
   * The position up to which a read model answers for every customer. Refuses, with status 503, one that was paused
   * before `needed`: its answer would be old, and nobody would see it.
   */
  async answersUpTo(name: string, needed: number): Promise<number> {
    const live = liveOf(await standings(this.pool), this.named(name));
    if (live?.pausedBy && live.position < needed) {
      throw refuse('read-model-paused', `The read model ${name} was paused by ${live.pausedBy} at position ${live.position} of the log: what was recorded later is not in it. Ask as known before, or have it resumed (projections resume ${name}).`, 503);
    }
    return live?.position ?? 0;
  }

  /** Refuses, with status 503, a question that needs a paused read model, or one that lacks something about the customer (about anybody, if none is named). */
  async requireWhole(name: string, position: number, customerNo: string | null): Promise<void> {
    await this.answersUpTo(name, position);
    const parked = [...(await this.parkedKeys(name))].filter(([key, from]) => from <= position && (customerNo === null || key === customerNo || key === EVERYBODY));
    if (parked.length > 0) throw refuse('customer-parked', `Something recorded of ${parked.map(([key]) => (key === EVERYBODY ? 'everybody' : key)).join(', ')} could not be projected into ${name} yet: the answer would be incomplete. projections parked shows it.`, 503);
  }

  /** From which position on a read model lacks something about which customers, `*` for everybody. */
  parkedKeys(name: string): Promise<ReadonlyMap<string, number>> {
    return parkedKeys(this.pool, name, this.named(name).version);
  }

  /** Builds a read model anew beside the live one, compares and switches. Refuses an unknown name, and while another process does it. */
  async rebuild(name: string, options: RebuildOptions = { by: 'gridledger' }): Promise<RebuildReport | null> {
    const projection = this.named(name);
    const before = (await standings(this.pool)).filter((one) => one.name === name);
    const live = before.find(({ version }) => version === projection.version) ?? before.at(-1);
    if (live) return patiently(() => rebuildBeside(this.pool, this.store, projection, live.version, options), options.signal);
    // There is nothing to compare with, and nobody whom it could disturb.
    await this.#bring(projection, (await this.store.head()).position, true, ({ position, head }) => options.onProgress?.({ phase: 'building', position, head }));
    return null;
  }

  /** The digest of a live read model with the position it holds for; it is remembered. */
  async digest(name: string): Promise<PlacedDigest> {
    const projection = this.named(name);
    await prepareTables(this.pool, projection);
    const digest = await patiently(() => digestLive(this.pool, this.store, projection));
    await noteDigest(this.pool, name, projection.version, digest.position, digest.rows, digest.digest);
    return digest;
  }

  /** All read models as operators see them. */
  async overview(): Promise<ReadModelOverview[]> {
    return overview(this.pool, this.#projections, (await this.store.head()).position);
  }

  /** What is parked, in this release's read models and in others. */
  parked(): Promise<ParkedEvent[]> {
    return parkedEvents(this.pool);
  }

  /** Stops a read model in every process; false where it was paused already. Refuses an unknown name. */
  pause(name: string, by: string, at: string): Promise<boolean> {
    return pause(this.pool, this.named(name).name, by, at);
  }

  /** Lets a paused read model go on; false where it was not paused. Refuses an unknown name. */
  resume(name: string): Promise<boolean> {
    return resume(this.pool, this.named(name).name);
  }

  /** Applies a parked event and what waits behind it. `at`: now. */
  retry(id: number, at: string): Promise<Retried> {
    return retryParked(this.pool, this.store, this.#projections, id, at);
  }

  /** The position of each read model; 0 for one not begun. */
  async positions(): Promise<Map<string, number>> {
    const standing = await standings(this.pool);
    return new Map(this.#projections.map((projection) => [projection.name, liveOf(standing, projection)?.position ?? 0]));
  }

  // One at a time per read model in this process; whoever comes meanwhile looks again when it is done.
  async #bring(projection: Projection, goal: number, mayRaise: boolean, onProgress?: (progress: Progress) => void): Promise<void> {
    for (;;) {
      const known = await standings(this.pool);
      const live = liveOf(known, projection);
      if (live && (live.position >= goal || live.pausedBy !== null)) return;
      const earlier = live ? undefined : known.filter(({ name }) => name === projection.name).at(-1);
      if (earlier && !mayRaise) throw this.#failed.get(projection.name) ?? beingBuilt(projection, this.#building.get(projection.name));
      const running = this.#underWay.get(projection.name);
      if (running) {
        await running.catch(() => {});
        continue;
      }
      const work = (earlier ? this.#raise(projection, earlier, onProgress) : this.#advance(projection, goal, onProgress)).finally(() => this.#underWay.delete(projection.name));
      this.#underWay.set(projection.name, work);
      if (!(await work)) await wait(OTHERS_MS);
    }
  }

  async #advance(projection: Projection, goal: number, onProgress?: (progress: Progress) => void): Promise<boolean> {
    await prepareTables(this.pool, projection);
    return advance({
      pool: this.pool, store: this.store, projection, stage: 'live', goal,
      onPosition: (position) => onProgress?.({ projection: projection.name, position, head: goal }),
    });
  }

  async #raise(projection: Projection, earlier: Standing, onProgress?: (progress: Progress) => void): Promise<boolean> {
    const { name } = projection;
    const tell = onProgress ?? this.onRaise;
    try {
      const report = await rebuildBeside(this.pool, this.store, projection, earlier.version, {
        by: `release with version ${projection.version}`,
        onProgress: ({ position, head }) => {
          this.#building.set(name, { projection: name, position, head });
          tell({ projection: name, position, head });
        },
      });
      this.#failed.delete(name);
      if (report.switched) return true;
      throw notSwitched(projection, earlier, report);
    } catch (error) {
      // Another process builds it: no failure.
      if (error instanceof Refusal && error.status === 503) this.#failed.set(name, error);
      throw error;
    } finally {
      this.#building.delete(name);
      if (!onProgress) this.onRaise('done');
    }
  }
}

function notSwitched(projection: Projection, earlier: Standing, report: RebuildReport): Refusal {
  return refuse('read-model-differs', `Version ${projection.version} of the read model ${projection.name} differs from version ${earlier.version} in ${report.differences?.count} rows and declares no reason: the one before stays. projections rebuild ${projection.name} shows the rows, and --accept-differences takes them.`, 503);
}

function beingBuilt({ name, version }: Projection, progress: Progress | undefined): Refusal {
  const far = progress && progress.head > 0 ? `: ${Math.floor((100 * progress.position) / progress.head)} % of the log are done` : '';
  return refuse('read-model-being-built', `Version ${version} of the read model ${name} is being built for this release${far}. Ask again soon.`, 503);
}

const liveOf = (standing: readonly Standing[], { name, version }: Projection): Standing | undefined => standing.find((one) => one.name === name && one.version === version);
