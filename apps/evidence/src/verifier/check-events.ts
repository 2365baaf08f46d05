import type { PackageSource } from '#platform/evidence/package-source.js';
import { entryHash, withEvent, customerKey, mapKeysOf, type CustomerEntry } from '#platform/integrity/proof/customer-entry.js';
import { rootOfMapProof } from '#platform/integrity/proof/customer-map-proof.js';
import type { Checkpoint } from '#platform/integrity/proof/checkpoint.js';
import { leafHash } from '#platform/integrity/proof/leaf-bytes.js';
import { MultiproofReader } from '#platform/integrity/proof/multiproof.js';
import type { Hash } from '#platform/integrity/proof/sha256.js';
import { readCompletenessLine } from '#credit/evidence/completeness-proof.js';
import { readEventLine, readWithheldLine, type PackagedEvent, type WithheldEvent } from '#credit/evidence/packaged-event.js';
import type { PackageDescription } from '#credit/evidence/package-description.js';
import type { CheckList } from './check-list.js';
import { readLines } from './read-lines.js';

type Leaf = { readonly position: number; readonly hash: Hash; readonly keys: readonly string[]; readonly event: PackagedEvent | null; readonly withheld: WithheldEvent | null };

/** What the events of the package say as a whole, after one pass. */
export interface EventsSeen {
  /** By key of the map, of those wanted: the entry that the events and commitments of the package lead to. */
  readonly entries: ReadonlyMap<string, CustomerEntry>;
  readonly shown: number;
  readonly withheld: number;
  readonly confidential: number;
  /** Of them, those that the openings show. */
  readonly opened: number;
}

/** One pass over events and commitments, in the order of the log: form, leaf hashes, the multiproof. `see` is handed every position, with its event where it is shown or opened. */
export async function checkEvents(source: PackageSource, latest: Checkpoint | null, openings: ReadonlyMap<number, PackagedEvent>, see: (position: number, event: PackagedEvent | null, opened: boolean) => void, wanted: ReadonlySet<string>, checks: CheckList): Promise<EventsSeen> {
  const entries = new Map<string, CustomerEntry>();
  const seen = { entries, shown: 0, withheld: 0, confidential: 0, opened: 0 };
  let last = 0;
  const reader = latest && new MultiproofReader(latest.size, proofNodes(source));
  let fits = true;
  let before = '';
  await checks.attempt('events', () => {
    for (const leaf of leaves(source, checks)) {
      const { position, hash, keys, event, withheld } = leaf;
      const opening = withheld ? openings.get(position) : undefined;
      if (position <= last) {
        checks.fail('events', `Event ${position} stands after event ${last}: positions rise.`);
        continue;
      }
      if (event) {
        seen.shown++;
        if (event.recordedAt < before) checks.fail('events', `Event ${position} was recorded at ${event.recordedAt}, before one that stands earlier in the log.`);
        before = event.recordedAt;
      } else {
        seen.withheld++;
        if (withheld?.reason === 'confidential') seen.confidential++;
      }
      if (opening) {
        seen.opened++;
        if (!leafHashOf(opening).equals(hash)) checks.fail('confidential', `The opening of event ${position} is not the event that the package commits to.`);
      }
      see(position, event ?? opening ?? null, opening !== undefined);
      last = position;
      for (const key of keys) if (wanted.has(key)) entries.set(key, withEvent(entries.get(key), hash));
      if (reader && fits) fits = reader.add(position - 1, hash);
    }
    if (seen.shown === 0) checks.fail('events', 'The package shows no event.');
    checks.pass('events', `${seen.shown} shown, ${seen.withheld} committed to.`);
  });
  await checks.attempt('inclusion', () => {
    if (!latest || !reader) return checks.notChecked('inclusion', 'There is no checkpoint to believe.');
    const root = fits ? reader.root() : null;
    if (!root) checks.fail('inclusion', 'The proof (data/proofs/nodes.txt) does not fit the positions of the events.');
    else if (!root.equals(latest.root)) checks.fail('inclusion', `An event, a commitment or the proof was changed: they lead to the root ${root.toString('hex')}, signed is ${latest.root.toString('hex')}.`);
    else checks.pass('inclusion', `Root ${latest.root.toString('hex')}.`);
  });
  return seen;
}

const leafHashOf = ({ position, recordedAt, cut: { stream, revision }, envelopeBytes, payloadBytes }: PackagedEvent): Hash =>
  leafHash({ position, recordedAt, stream, revision, envelope: envelopeBytes, payload: payloadBytes });

/** Events and commitments merged by position. */
function* leaves(source: PackageSource, checks: CheckList): Generator<Leaf> {
  const shown = parsed(readLines(source, 'data/events.tsv'), readEventLine, 'data/events.tsv', checks);
  const hidden = parsed(readLines(source, 'data/withheld.tsv'), readWithheldLine, 'data/withheld.tsv', checks);
  let event = shown.next();
  let commitment = hidden.next();
  while (!event.done || !commitment.done) {
    if (!event.done && (commitment.done || event.value.position <= commitment.value.position)) {
      yield { position: event.value.position, hash: leafHashOf(event.value), keys: mapKeysOf(event.value.cut), event: event.value, withheld: null };
      event = shown.next();
    } else if (!commitment.done) {
      const { position, keys } = commitment.value;
      yield { position, hash: Buffer.from(commitment.value.leafHash, 'hex'), keys, event: null, withheld: commitment.value };
      commitment = hidden.next();
    }
  }
}

function* parsed<Value>(lines: Iterable<string>, read: (line: string) => Value | string, name: string, checks: CheckList): Generator<Value> {
  let number = 0;
  for (const line of lines) {
    number++;
    const value = read(line);
    if (typeof value === 'string') checks.fail('events', `${name}, line ${number} ${value}.`);
    else yield value;
  }
}

function* proofNodes(source: PackageSource): Generator<Hash> {
  for (const line of readLines(source, 'data/proofs/nodes.txt')) {
    if (!/^[0-9a-f]{64}$/.test(line)) throw new Error('data/proofs/nodes.txt holds a line that is no hash');
    yield Buffer.from(line, 'hex');
  }
}

/** That the map of the checkpoint counts exactly the events of the package under each key, in exactly this order; and the period's range. */
export async function checkCompleteness(source: PackageSource, description: PackageDescription, latest: Checkpoint | null, seen: EventsSeen, keys: readonly string[], checks: CheckList): Promise<void> {
  await checks.attempt('completeness', () => {
    if (!latest) return checks.notChecked('completeness', 'There is no checkpoint to believe.');
    const proven = new Set<string>();
    for (const line of readLines(source, 'data/proofs/map.jsonl')) {
      const proof = readCompletenessLine(line);
      if (!proof) {
        checks.fail('completeness', 'data/proofs/map.jsonl holds a line that is not in its only form.');
        continue;
      }
      const name = JSON.stringify(proof.key);
      if (proven.has(proof.key)) checks.fail('completeness', `${name} is proven twice.`);
      proven.add(proof.key);
      if (!keys.includes(proof.key)) checks.fail('completeness', `${name} is proven although the description does not name it.`);
      const root = rootOfMapProof(customerKey(proof.key), proof.entry && entryHash(proof.entry), proof.proof);
      if (!root?.equals(latest.mapRoot)) checks.fail('completeness', `The proof for ${name} does not lead to the signed root of the map.`);
      const found = seen.entries.get(proof.key);
      const complete = proof.entry === null ? found === undefined : found?.events === proof.entry.events && found.last.equals(proof.entry.last) && found.chain.equals(proof.entry.chain);
      if (!complete) checks.fail('completeness', `The log holds ${proof.entry?.events ?? 0} events of ${name}; the package holds ${found?.events ?? 0}, or others, or in another order.`);
    }
    for (const key of keys) if (!proven.has(key)) checks.fail('completeness', `Nothing proves that no event of ${JSON.stringify(key)} was left out.`);
    checks.pass('completeness', description.customers.length === 0 ? undefined : `All events of ${description.customers.length === 1 ? `customer ${description.customers[0]}` : `${description.customers.length} customers`} in the log.`);
  });
}
