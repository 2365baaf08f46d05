import type pg from 'pg';
import type { Block } from '../sealing/block-tree.js';
import type { Findings } from './finding.js';

const AT_A_TIME = 500;

/** Holds the kept nodes of the tree and the kept map against what the leaves and the events make of them. */
export class KeptNodesCheck {
  #waiting: Block[] = [];
  #counted = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly findings: Findings,
  ) {}

  async block(block: Block): Promise<void> {
    this.#waiting.push(block);
    if (this.#waiting.length >= AT_A_TIME) await this.#compare(Infinity);
  }

  /** `sealed`: the leaves whose nodes are to be there. */
  async end(sealed: number): Promise<void> {
    await this.#compare(sealed);
    const { rows } = await this.pool.query<{ count: string }>('SELECT count(*) FROM sealed_block WHERE (index + 1) * (256 ^ level)::bigint <= $1', [sealed]);
    if (Number(rows[0].count) > this.#counted) this.findings.add('sealed-node-altered', { count: Number(rows[0].count) - this.#counted, expected: String(this.#counted), found: rows[0].count });
  }

  async #compare(sealed: number): Promise<void> {
    const blocks = this.#waiting.filter(({ level, index }) => (index + 1) * 256 ** level <= sealed);
    this.#waiting = [];
    if (blocks.length === 0) return;
    const { rows } = await this.pool.query<{ level: number; index: string; hash: Buffer }>(
      'SELECT level, index, hash FROM sealed_block JOIN unnest($1::smallint[], $2::bigint[]) AS wanted (level, index) USING (level, index)',
      [blocks.map(({ level }) => level), blocks.map(({ index }) => index)],
    );
    const kept = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
    for (const { level, index, hash } of blocks) {
      const there = kept.get(`${level}/${index}`);
      if (there) this.#counted++;
      const leaves = 256 ** level;
      // What is not sealed yet has no node either: it is looked at again at the end.
      if (!there && sealed === Infinity) this.#waiting.push({ level, index, hash });
      else if (!there?.equals(hash)) this.findings.add('sealed-node-altered', { position: index * leaves + 1, last: (index + 1) * leaves, expected: hash.toString('base64'), found: there?.toString('base64') ?? null });
    }
  }

  /** The kept map is that of the latest checkpoint. */
  async map(expected: ReadonlyMap<string, string> | null): Promise<void> {
    const { rows } = await this.pool.query<{ name: Buffer; entry: string }>("SELECT name, events || ' ' || encode(last, 'hex') || ' ' || encode(chain, 'hex') AS entry FROM sealed_entry");
    const kept = new Map(rows.map(({ name, entry }) => [name.toString('utf8'), entry]));
    for (const name of new Set([...kept.keys(), ...(expected?.keys() ?? [])])) {
      const [was, is] = [expected?.get(name) ?? null, kept.get(name) ?? null];
      const told = (entry: string | null): string | null => entry && `${name.replace('\0', '')}: ${entry.split(' ')[0]} events, chain ${entry.split(' ')[2].slice(0, 8)}…`;
      if (was !== is) this.findings.add('map-altered', { expected: told(was), found: told(is) });
    }
  }
}
