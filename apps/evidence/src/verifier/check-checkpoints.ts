import type { PackageSource } from '#platform/evidence/package-source.js';
import { isConsistent } from '#platform/integrity/proof/consistency-proof.js';
import { parseCheckpoint, type Checkpoint } from '#platform/integrity/proof/checkpoint.js';
import { KeySuccession } from '#platform/integrity/proof/key-succession.js';
import type { VerifierKey } from '#platform/integrity/proof/verifier-key.js';
import type { CheckList } from './check-list.js';
import { textOf } from './check-container.js';

const FOLDER = 'data/checkpoints/';
const LARGEST_NOTE = 64 * 1024;

export interface Trusted {
  /** The key given by hand and those that follow from it. */
  readonly keys: readonly VerifierKey[];
  /** The checkpoint that everything in the package is proven against; null if there is none to believe. */
  readonly latest: Checkpoint | null;
}

/** File of a checkpoint by its size (serial: of several of one size), and of the proof that one begins the next. */
export const checkpointFile = (size: number, serial: number): string => `${FOLDER}${String(size).padStart(16, '0')}-${String(serial).padStart(2, '0')}.txt`;
export const consistencyFile = (earlier: number, size: number): string => `data/proofs/consistency-${earlier}-${size}.txt`;

/** Checkpoints in the order of their sizes: signatures, succession of keys, and that each begins the next. */
export async function checkCheckpoints(source: PackageSource, trusted: VerifierKey, checks: CheckList): Promise<Trusted> {
  const succession = new KeySuccession(trusted);
  let latest: Checkpoint | null = null;
  await checks.attempt('checkpoint', async () => {
    const names = [...source.files.keys()].filter((name) => name.startsWith(FOLDER));
    if (names.length === 0) return checks.fail('checkpoint', 'The package holds no checkpoint.');
    for (const name of names) {
      const checkpoint = parseCheckpoint(textOf(source, name, LARGEST_NOTE));
      if (!checkpoint) {
        checks.fail('checkpoint', `${name} is no checkpoint in its only form.`);
        continue;
      }
      if (!name.startsWith(checkpointFile(checkpoint.size, 0).slice(0, -6)) || !/-\d\d\.txt$/.test(name)) checks.fail('checkpoint', `${name} is a checkpoint of ${checkpoint.size} events.`);
      if (!succession.accepts(checkpoint)) {
        checks.fail('checkpoint', `${name} is not signed by the trusted key (${trusted.name}+${trusted.hash}) or one that follows from it.`);
        continue;
      }
      if (latest) await checkConsistency(source, latest, checkpoint, checks);
      latest = checkpoint;
    }
    const last = latest as Checkpoint | null;
    if (last) checks.pass('checkpoint', `Log ${last.origin}, ${last.size} events.`);
  });
  const { keys } = succession;
  checks.pass('keys', keys.map(({ name, hash }) => `${name}+${hash}`).join(', then '));
  if (latest && !checks.failed('consistency')) checks.pass('consistency');
  return { keys, latest };
}

async function checkConsistency(source: PackageSource, earlier: Checkpoint, later: Checkpoint, checks: CheckList): Promise<void> {
  await checks.attempt('consistency', () => {
    // Everything begins with the empty log; a checkpoint of the same size brought in another key.
    if (earlier.size === 0) return;
    if (earlier.size === later.size) {
      if (!earlier.root.equals(later.root) || !earlier.mapRoot.equals(later.mapRoot)) checks.fail('consistency', `Two checkpoints of ${later.size} events are of different logs.`);
      return;
    }
    const name = consistencyFile(earlier.size, later.size);
    const text = textOf(source, name, LARGEST_NOTE);
    if (!/^([0-9a-f]{64}\n)*$/.test(text)) return checks.fail('consistency', `${name} is no list of hashes.`);
    const proof = text.split('\n').slice(0, -1).map((line) => Buffer.from(line, 'hex'));
    if (!isConsistent(earlier.size, later.size, earlier.root, later.root, proof)) checks.fail('consistency', `The log of ${later.size} events does not begin with that of ${earlier.size}: it was rewritten between the two checkpoints.`);
  });
}
