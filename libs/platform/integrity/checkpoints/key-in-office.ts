import { refuse } from '#platform/deciding/refusal.js';
import { KeySuccession } from '../proof/key-succession.js';
import { signersOf } from '../proof/signed-note.js';
import type { SigningKey } from '../proof/signing-key.js';
import { formatVerifierKey } from '../proof/verifier-key.js';
import { readCheckpoint } from './checkpoint-table.js';
import type { KeptCheckpoint } from './checkpoint-table.js';

/** Refuses a key that may not sign the next checkpoint: the latest one bears another's signature, or another log's name. */
export function checkKeyInOffice(key: SigningKey, latest: KeptCheckpoint | null): void {
  if (!latest) return;
  const checkpoint = readCheckpoint(latest);
  const { verifier } = key;
  const signers = signersOf(checkpoint.note, [verifier]);
  const succeeded = checkpoint.nextKey !== null && formatVerifierKey(checkpoint.nextKey) !== formatVerifierKey(verifier);
  if (signers?.includes(verifier) && !succeeded && new KeySuccession(verifier).accepts(checkpoint)) return;
  throw refuse('not-the-key-in-office', `The signing key ${verifier.name}+${verifier.hash} did not sign the latest checkpoint (of ${latest.size} events), so nothing may be signed with it: bring back the key that did, or see docs/how-to/when-a-key-was-stolen.md.`, 409);
}
