import type pg from 'pg';
import { inTransaction } from '#platform/projecting/checkpoint.js';
import type { Queryable } from '#platform/projecting/projection.js';
import { HASH_BYTES } from '../proof/sha256.js';
import type { Hash } from '../proof/sha256.js';
import { BLOCK, BlockTree } from './block-tree.js';
import type { Block } from './block-tree.js';

const LOCK = 7142310;

/** The last position that is sealed; 0 if none is. */
export async function sealedHead(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ last: string }>('SELECT last_position AS last FROM sealed_run ORDER BY first_position DESC LIMIT 1');
  return rows.length === 0 ? 0 : Number(rows[0].last);
}

/** The hashes of sealed leaves at positions from … to, in order. Throws where they have a gap. */
export async function sealedHashes(db: Queryable, from: number, to: number): Promise<Hash[]> {
  const hashes = await sealedHashesThere(db, from, to);
  if (hashes.length !== Math.max(0, to - from + 1)) throw new Error(`The sealed tree has no leaves for some of the positions ${from} to ${to}: run \`npx gridledger audit\`.`);
  return hashes;
}

/** The same, as far as leaves are sealed. */
export async function sealedHashesThere(db: Queryable, from: number, to: number): Promise<Hash[]> {
  const { rows } = await db.query<{ first_position: string; hashes: Buffer }>(
    `SELECT first_position, hashes FROM sealed_run
     WHERE first_position >= coalesce((SELECT max(first_position) FROM sealed_run WHERE first_position <= $1), $1) AND first_position <= $2 ORDER BY first_position`,
    [from, to],
  );
  const hashes: Hash[] = [];
  for (const { first_position, hashes: run } of rows)
    for (let i = 0, at = Number(first_position); i < run.length; i += HASH_BYTES, at++) if (at >= from && at <= to) hashes.push(run.subarray(i, i + HASH_BYTES));
  return hashes;
}

/** The tree of the first `size` leaves, ready to grow. */
export async function loadTree(db: Queryable, size: number): Promise<BlockTree> {
  const levels: Hash[][] = [await sealedHashes(db, size - (size % BLOCK) + 1, size)];
  for (let level = 1; BLOCK ** level <= size; level++) {
    const to = Math.floor(size / BLOCK ** level);
    levels.push(await blockHashes(db, level, to - (to % BLOCK), to));
  }
  return BlockTree.of(levels);
}

/** The roots of the blocks of a level with from ≤ index < to. */
export async function blockHashes(db: Queryable, level: number, from: number, to: number): Promise<Hash[]> {
  const { rows } = await db.query<{ hash: Buffer }>('SELECT hash FROM sealed_block WHERE level = $1 AND index >= $2 AND index < $3 ORDER BY index', [level, from, to]);
  if (rows.length !== to - from) throw new Error(`The sealed tree lacks nodes (level ${8 * level}, ${from} to ${to}): run \`npx gridledger audit\`.`);
  return rows.map(({ hash }) => hash);
}

/**
 * Adds leaves after `after`, and the blocks that are full with them; false, and nothing written, if the sealed log does
 * not end there. What is lost with the server is sealed again, the same: the commit does not wait for the disk.
 */
export function addRun(pool: pg.Pool, after: number, leaves: readonly Hash[], blocks: readonly Block[]): Promise<boolean> {
  return inTransaction(pool, async (db) => {
    await db.query('SET LOCAL synchronous_commit = off');
    await db.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    if ((await sealedHead(db)) !== after) return false;
    await db.query('INSERT INTO sealed_run (first_position, last_position, hashes) VALUES ($1, $2, $3)', [after + 1, after + leaves.length, Buffer.concat(leaves)]);
    if (blocks.length > 0) {
      await db.query('INSERT INTO sealed_block (level, index, hash) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])', [
        blocks.map(({ level }) => level), blocks.map(({ index }) => index), blocks.map(({ hash }) => hash),
      ]);
    }
    return true;
  });
}

/** Runs `work` while nobody else seals or signs. */
export function exclusively<Result>(pool: pg.Pool, work: (db: pg.PoolClient) => Promise<Result>): Promise<Result> {
  return inTransaction(pool, async (db) => {
    await db.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    return work(db);
  });
}
