import type pg from 'pg';
import { inTransaction } from '#platform/projecting/checkpoint.js';
import { refuse } from '#platform/deciding/refusal.js';
import { allCheckpoints, latestCheckpoint, loadEntries, readCheckpoint, type KeptCheckpoint } from '#platform/integrity/checkpoints/checkpoint-table.js';
import type { Integrity } from '#platform/integrity/integrity.js';
import type { CustomerEntries } from '#platform/integrity/sealing/customer-entries.js';
import { sealedLeaf } from '#platform/integrity/sealing/sealed-leaf.js';
import type { ProofSource, SerialCheckpoint } from './proof-source.js';

/** Proofs for a package out of the sealed log. The map is taken once, together with the checkpoint that signed it. */
export function sealedProofs(integrity: Integrity, pool: pg.Pool): ProofSource {
  const key = integrity.keys.key();
  let entries: CustomerEntries | null = null;
  const snapshot = (): CustomerEntries => {
    if (!entries) throw new Error('proofs are asked for before the log was sealed');
    return entries;
  };
  return {
    signer: { keyId: `${key.verifier.name}+${key.verifier.hash}`, sign: (message) => key.sign(message) },
    async seal() {
      await integrity.checkpoint();
      return inTransaction(pool, async (db) => {
        await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const latest = await latestCheckpoint(db);
        if (!latest || latest.size === 0) throw refuse('empty-log', 'Nothing was recorded yet: there is nothing to take evidence of.', 409);
        entries = await loadEntries(db);
        const checkpoint = serial(latest);
        if (!entries.root().root.equals(checkpoint.mapRoot)) throw refuse('map-altered', 'The kept map of customers is not the one that was signed: run `npx gridledger audit`.', 409);
        return checkpoint;
      });
    },
    async earlierCheckpoints(position, latest) {
      const shown: SerialCheckpoint[] = [];
      let covered = false;
      for await (const kept of allCheckpoints(pool)) {
        if (kept.size > latest.size || (kept.size === latest.size && kept.serial >= latest.serial)) break;
        const covers: boolean = !covered && kept.size >= position;
        const checkpoint: SerialCheckpoint = serial(kept);
        if (covers || checkpoint.nextKey !== null) shown.push(checkpoint);
        covered ||= covers;
      }
      return shown;
    },
    leafHash: (event) => sealedLeaf(event).hash,
    hashes: (subtrees) => integrity.log.hashes(subtrees),
    mapEntry: async (name) => ({ entry: snapshot().get(name) ?? null, proof: snapshot().prove(name) }),
  };
}

const serial = (kept: KeptCheckpoint): SerialCheckpoint => ({ ...readCheckpoint(kept), serial: kept.serial });
