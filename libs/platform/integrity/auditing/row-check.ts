import type { Envelope } from '#platform/event-store/event-store.js';
import { mapKeysOf } from '../proof/customer-entry.js';
import { cutEnvelope, type CutEnvelope } from '../proof/cut-envelope.js';
import { leafHash } from '../proof/leaf-bytes.js';
import type { SealedLeaf } from '../sealing/sealed-leaf.js';
import type { AuditedRow } from './audited-row.js';
import type { Findings } from './finding.js';
import { isCanonical } from './is-canonical.js';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const UNHASHED = 'an event that cannot be a leaf';

/** Checks the log in itself, row by row in its order: nothing here needs the tree. */
export class RowCheck {
  readonly #revisions = new Map<string, number>();
  #lastTime = '';

  constructor(private readonly findings: Findings) {}

  /** The row's leaf, and whom it concerns; null where there is none because the row cannot be read. */
  check(row: AuditedRow): SealedLeaf | null {
    const { position, recordedAt, envelope, payload, columns } = row;
    if (!TIME.test(recordedAt)) {
      this.findings.add('time-malformed', { position, found: recordedAt });
      return null;
    }
    if (recordedAt < this.#lastTime) this.findings.add('time-goes-back', { position, expected: this.#lastTime, found: recordedAt });
    this.#lastTime = recordedAt;
    if (envelope === null || payload === null) {
      this.findings.add('event-row-missing', { position });
      return null;
    }
    // What can be cut is of the one form; the rest is parsed, and written anew to see.
    const cut = cutEnvelope(envelope);
    const event = cut ?? parsed(envelope);
    const content = parsedJson(payload);
    if (!event || content === undefined) {
      this.findings.add('envelope-unreadable', { position, about: event ? 'payload' : 'envelope' });
      return null;
    }
    if (!cut && !isCanonical(envelope, event)) this.findings.add('not-canonical', { position, about: 'envelope' });
    if (!isCanonical(payload, content)) this.findings.add('not-canonical', { position, about: 'payload' });
    if (columns) this.#compare(position, event, columns);
    const expected = (this.#revisions.get(event.stream) ?? -1) + 1;
    if (event.revision !== expected) this.findings.add('revision-gap', { position, about: event.stream, expected: String(expected), found: String(event.revision) });
    this.#revisions.set(event.stream, event.revision);
    try {
      return { hash: leafHash({ position, recordedAt, stream: event.stream, revision: event.revision, envelope, payload }), names: mapKeysOf(event) };
    } catch (error) {
      this.findings.add('envelope-unreadable', { position, about: 'envelope', found: `${UNHASHED}: ${(error as Error).message}` });
      return null;
    }
  }

  #compare(position: number, { stream, revision, id, type }: CutEnvelope, columns: NonNullable<AuditedRow['columns']>): void {
    const said = { stream, revision: String(revision), id, type };
    for (const column of ['stream', 'revision', 'id', 'type'] as const) {
      if (columns[column] !== said[column]) this.findings.add('column-differs', { position, about: column, expected: said[column], found: columns[column] });
    }
  }
}

function parsed(text: string): Envelope | null {
  const value = parsedJson(text) as Partial<Envelope> | null | undefined;
  return value && typeof value.stream === 'string' && Number.isSafeInteger(value.revision) && typeof value.type === 'string' && Array.isArray(value.customers) ? (value as Envelope) : null;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
