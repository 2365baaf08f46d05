import type { KeptCheckpoint } from '../checkpoints/checkpoint-table.js';
import { parseCheckpoint } from '../proof/checkpoint.js';
import type { Checkpoint } from '../proof/checkpoint.js';
import { KeySuccession } from '../proof/key-succession.js';
import type { VerifierKey } from '../proof/verifier-key.js';
import type { Findings } from './finding.js';

/** A checkpoint that a witness holds: a text, and where it was found. */
export interface WitnessedCheckpoint {
  readonly text: string;
  readonly place: string;
}

/** A checkpoint that is the log's, and who has it. */
export interface KnownCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly text: string;
  readonly place: string;
}

const KEPT = 'the database';

/** Sorts out whose the checkpoints are: those that a trusted key or its successor signed, by size. The others are findings. */
export function checkpointBook(kept: readonly KeptCheckpoint[], witnessed: readonly WitnessedCheckpoint[], trusted: VerifierKey, findings: Findings): KnownCheckpoint[] {
  const texts = new Map<string, { checkpoint: Checkpoint; places: string[] }>();
  const take = (text: string, place: string): void => {
    const known = texts.get(text);
    if (known) return void known.places.push(place);
    const checkpoint = parseCheckpoint(text);
    if (checkpoint) texts.set(text, { checkpoint, places: [place] });
    else findings.add('checkpoint-unreadable', { about: place });
  };
  for (const { note, size } of kept) {
    take(note, KEPT);
    const checkpoint = texts.get(note)?.checkpoint;
    if (checkpoint && checkpoint.size !== size) findings.add('checkpoint-unreadable', { about: KEPT, position: size, expected: String(size), found: String(checkpoint.size) });
  }
  for (const { text, place } of witnessed) take(text, place);
  const list = [...texts].map(([text, { checkpoint, places }]) => ({ checkpoint, text, places }));
  // A handover stands behind what the old key signed of the same size.
  list.sort((a, b) => a.checkpoint.size - b.checkpoint.size || Number(a.checkpoint.nextKey !== null) - Number(b.checkpoint.nextKey !== null));
  const succession = new KeySuccession(trusted);
  const book: KnownCheckpoint[] = [];
  for (const { checkpoint, text, places } of list) {
    const { size } = checkpoint;
    if (!succession.accepts(checkpoint)) {
      findings.add('checkpoint-not-ours', { position: size, about: places[0] });
      continue;
    }
    const twin = book.findLast((one) => one.checkpoint.size === size);
    if (twin && !(twin.checkpoint.root.equals(checkpoint.root) && twin.checkpoint.mapRoot.equals(checkpoint.mapRoot))) findings.add('checkpoints-contradict', { position: size, about: `${twin.place}, ${places[0]}`, expected: twin.checkpoint.root.toString('base64'), found: checkpoint.root.toString('base64') });
    if (!places.includes(KEPT)) findings.add('checkpoint-gone', { position: size, about: places[0] });
    else if (witnessed.length > 0 && places.length === 1) findings.add('witness-lacks-checkpoint', { position: size });
    book.push({ checkpoint, text, place: places.find((place) => place !== KEPT) ?? KEPT });
  }
  return book;
}
