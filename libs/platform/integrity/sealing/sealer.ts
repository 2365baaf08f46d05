import type pg from 'pg';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { keepCheckpoint, keepEntries, latestCheckpoint, loadEntries, readCheckpoint } from '../checkpoints/checkpoint-table.js';
import type { KeptCheckpoint } from '../checkpoints/checkpoint-table.js';
import { signCheckpoint } from '../proof/checkpoint.js';
import type { Hash } from '../proof/sha256.js';
import type { SigningKey } from '../proof/signing-key.js';
import type { VerifierKey } from '../proof/verifier-key.js';
import { addRun, exclusively, loadTree, sealedHashes, sealedHead } from './sealed-tables.js';
import type { Block, BlockTree } from './block-tree.js';
import type { CustomerEntries } from './customer-entries.js';
import { sealedLeaf } from './sealed-leaf.js';

const PAGE = 2000;

/** The tree and the map up to the same position, and what the map's kept entries stand for. */
interface State {
  readonly tree: BlockTree;
  readonly entries: CustomerEntries;
  readonly checkpoint: KeptCheckpoint | null;
  /** Whether the entries hold changes that were asked for and not kept: they are then read again. */
  stale: boolean;
}

/**
 * Seals the log: appends leaves to the kept tree, and signs checkpoints. Several sealers, in one process or in many,
 * make one tree: each adds only where the tree ends, and begins again from what is kept where another was faster.
 */
export class Sealer {
  #state: State | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: pg.Pool,
    private readonly store: Pick<EventStore, 'readAll' | 'settle'>,
  ) {}

  /** Seals everything up to `upTo`, by default all that is committed now. Returns the last sealed position. */
  seal(upTo?: number, onProgress?: (position: number) => void): Promise<number> {
    return this.#alone(async () => {
      const goal = upTo ?? (await this.store.settle());
      for (;;) {
        const state = await this.#current();
        if (state.tree.size >= goal) return state.tree.size;
        for await (const page of this.store.readAll({ after: state.tree.size, upTo: goal, pageSize: PAGE })) {
          if (!(await this.#add(state, page))) break;
          onProgress?.(state.tree.size);
        }
      }
    });
  }

  /** Seals a page of the log that has just been read; reads it again if it does not follow on what is sealed. */
  async sealPage(page: readonly NumberedEvent[]): Promise<number> {
    const last = page[page.length - 1].position;
    const sealed = await this.#alone(async () => {
      const state = await this.#current();
      return state.tree.size + 1 === page[0].position && (await this.#add(state, page));
    });
    return sealed ? last : this.seal(last);
  }

  /**
   * Signs a checkpoint of everything sealed, unless there is one already. With `next` the key that comes into office:
   * the checkpoint then names it, bears its signature as well, and is made in any case.
   */
  checkpoint(key: SigningKey, next: SigningKey | null = null): Promise<KeptCheckpoint> {
    return this.#alone(async () => {
      for (;;) {
        const state = await this.#current();
        if (!next && state.checkpoint?.size === state.tree.size) return state.checkpoint;
        const made = await this.#sign(state, key, next);
        if (made) return made;
        this.#state = null;
      }
    });
  }

  async #sign(state: State, key: SigningKey, next: SigningKey | null): Promise<KeptCheckpoint | null> {
    const { tree, entries } = state;
    state.stale = true;
    const { root: mapRoot, changed } = entries.root();
    const nextKey: VerifierKey | null = next?.verifier ?? null;
    const checkpoint = signCheckpoint({ origin: key.verifier.name, size: tree.size, root: tree.root(), customers: entries.count, mapRoot, nextKey }, next ? [key, next] : [key]);
    const row = await exclusively(this.pool, async (db) => {
      const latest = await latestCheckpoint(db);
      if (latest?.size !== state.checkpoint?.size || latest?.serial !== state.checkpoint?.serial) return null;
      await keepEntries(db, entries, changed);
      return keepCheckpoint(db, checkpoint, latest?.size === tree.size ? latest.serial + 1 : 0);
    });
    if (row) this.#state = { tree, entries, checkpoint: row, stale: false };
    return row;
  }

  async #add(state: State, page: readonly NumberedEvent[]): Promise<boolean> {
    const { tree, entries } = state;
    const after = tree.size;
    const leaves: Hash[] = [];
    const blocks: Block[] = [];
    state.stale = true;
    for (const event of page) {
      if (event.position !== tree.size + 1) throw new Error(`The log has no event ${tree.size + 1} but an event ${event.position}: nothing is sealed beyond it. Run \`npx gridledger audit\`.`);
      const { hash, names } = sealedLeaf(event);
      leaves.push(hash);
      blocks.push(...tree.append(hash));
      for (const name of names) entries.add(name, hash);
    }
    const added = await addRun(this.pool, after, leaves, blocks);
    state.stale = false;
    if (!added) this.#state = null;
    return added;
  }

  /** What is kept, as far as others have brought it. */
  async #current(): Promise<State> {
    const [head, latest] = [await sealedHead(this.pool), await latestCheckpoint(this.pool)];
    const state = this.#state;
    if (state && !state.stale && state.tree.size === head && state.checkpoint?.size === latest?.size && state.checkpoint?.serial === latest?.serial) return state;
    return (this.#state = await this.#load());
  }

  async #load(): Promise<State> {
    const { head, tree, entries, checkpoint } = await exclusively(this.pool, async (db) => {
      const size = await sealedHead(db);
      return { head: size, tree: await loadTree(db, size), entries: await loadEntries(db), checkpoint: await latestCheckpoint(db) };
    });
    const mapped = checkpoint?.size ?? 0;
    if (mapped > head) throw new Error(`The latest checkpoint is of ${mapped} events and only ${head} are sealed: the tree was cut short. Run \`npx gridledger audit\`.`);
    if (checkpoint && !entries.root().root.equals(readCheckpoint(checkpoint).mapRoot)) throw new Error('The kept map of customers is not that of the latest checkpoint: run `npx gridledger audit`.');
    // The map stands where the latest checkpoint was made, the tree may be further.
    let at = mapped;
    for await (const page of this.store.readAll({ after: mapped, upTo: head, pageSize: PAGE })) {
      const kept = await sealedHashes(this.pool, at + 1, at + page.length);
      page.forEach((event, i) => {
        const { hash, names } = sealedLeaf(event);
        if (event.position !== at + i + 1 || !hash.equals(kept[i])) throw new Error(`Event ${at + i + 1} of the log is not the one that was sealed: run \`npx gridledger audit\`.`);
        for (const name of names) entries.add(name, hash);
      });
      at += page.length;
    }
    if (at !== head) throw new Error(`The log ends at event ${at}, and ${head} were sealed: run \`npx gridledger audit\`.`);
    return { tree, entries, checkpoint, stale: false };
  }

  /** One thing at a time: the state is shared. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.catch(() => {}).then(work);
    this.#last = done;
    return done;
  }
}
