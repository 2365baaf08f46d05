import type { NumberedEvent } from '#platform/event-store/event-store.js';

/** How the streams begin that the writers of a run write to. */
export const OURS = 'crash-';

/** What a writer's journal says of one append: what it was going to write, and what became of it. */
export interface Attempt {
  readonly writer: string;
  readonly stream: string;
  readonly ids: readonly string[];
  /** Revision of its first event. */
  readonly first: number;
  outcome: 'acknowledged' | 'refused' | 'unknown';
}

/** What the whole run amounts to; `violations` are sentences, none in a good run. */
export interface Verdict {
  readonly attempts: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** The answer was lost or the process killed; so many of them stand in the log. */
  readonly unknown: number;
  readonly unknownWritten: number;
  readonly events: number;
  readonly violations: readonly string[];
}

/**
 * Holds a log against the journals of its writers: every acknowledged append is there once, whole, in its stream at its
 * revisions, and after everything the same writer was acknowledged before; what was refused is nowhere; nothing is there
 * that nobody meant to write, and nothing twice. Positions are gapless, streams are in order, times never go back.
 */
export function checkHistory(log: readonly NumberedEvent[], attempts: readonly Attempt[]): Verdict {
  const violations: string[] = [];
  const places = new Map<string, { position: number; stream: string; revision: number }>();
  const next = new Map<string, number>();
  let time = '';
  log.forEach(({ position, recordedAt, envelope: { id, stream, revision } }, at) => {
    if (position !== at + 1) violations.push(`position ${position} stands where ${at + 1} was expected`);
    if (recordedAt < time) violations.push(`position ${position} was recorded at ${recordedAt}, before its predecessor`);
    time = recordedAt;
    const expected = next.get(stream) ?? 0;
    if (revision !== expected) violations.push(`stream ${stream} goes on with revision ${revision} instead of ${expected} at position ${position}`);
    next.set(stream, revision + 1);
    if (places.has(id)) violations.push(`event ${id} stands in the log twice`);
    places.set(id, { position, stream, revision });
  });
  const meant = new Set<string>();
  const last = new Map<string, number>();
  const counts = { acknowledged: 0, refused: 0, unknown: 0, unknownWritten: 0 };
  for (const { writer, stream, ids, first, outcome } of attempts) {
    counts[outcome]++;
    const found = ids.map((id) => (meant.add(id), places.get(id)));
    const written = found.filter((place) => place !== undefined);
    const name = `the append of ${ids.length} events to ${stream} after revision ${first - 1} by ${writer}`;
    if (written.length !== 0 && written.length !== ids.length) violations.push(`${name} is there in part`);
    if (outcome === 'refused' && written.length > 0) violations.push(`${name} was refused and is there`);
    if (outcome === 'unknown' && written.length > 0) counts.unknownWritten++;
    if (outcome !== 'acknowledged') continue;
    if (written.length === 0) violations.push(`${name} was acknowledged and is lost`);
    found.forEach((place, k) => {
      if (place && (place.stream !== stream || place.revision !== first + k)) violations.push(`event ${k} of ${name} stands at revision ${place.revision} of ${place.stream}`);
    });
    const begins = found[0]?.position ?? 0;
    if (begins > 0 && begins < (last.get(writer) ?? 0)) violations.push(`${name} stands before what ${writer} was acknowledged earlier`);
    last.set(writer, Math.max(last.get(writer) ?? 0, ...written.map(({ position }) => position)));
  }
  for (const [id, { stream }] of places) if (stream.startsWith(OURS) && !meant.has(id)) violations.push(`event ${id} stands in the log and nobody meant to write it`);
  return { attempts: attempts.length, ...counts, events: log.length, violations };
}

/** The attempts that the lines of a journal tell of; the last line of a process that was killed may be cut. */
export function readJournal(writer: string, text: string): Attempt[] {
  const attempts: Attempt[] = [];
  for (const line of text.split('\n')) {
    let entry: [kind: string, stream: string, first: number, ids: string[]];
    try {
      entry = JSON.parse(line) as typeof entry;
    } catch {
      continue;
    }
    const [kind, stream, first, ids] = entry;
    if (kind === 'intends') attempts.push({ writer, stream, first, ids, outcome: 'unknown' });
    else if (attempts.length > 0) attempts[attempts.length - 1].outcome = kind as Attempt['outcome'];
  }
  return attempts;
}

/** What a follower's journal says: positions 1, 2, 3 … without gap or repetition, from where each process began. */
export function checkFollower(text: string): string[] {
  const violations: string[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const begins = /^from (\d+)$/.exec(line);
    if (begins) at = Number(begins[1]);
    const page = /^(\d+)-(\d+)$/.exec(line);
    if (!page) continue;
    if (Number(page[1]) !== at + 1) violations.push(`a follower went on with position ${page[1]} after ${at}`);
    at = Number(page[2]);
  }
  return violations;
}

/** What a rebuilder's journal says: the rows built beside were never others than those that followed the log. */
export function checkRebuilder(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('differs')).map((line) => `a rebuild under load found that its rows ${line}`);
}
