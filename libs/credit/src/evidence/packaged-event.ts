import { canonicalJson, type JsonObject } from '#platform/kernel/canonical-json.js';
import type { Envelope } from '#platform/event-store/event-store.js';
import { cutEnvelope, type CutEnvelope } from '#platform/integrity/proof/cut-envelope.js';

/** An event of a package: the bytes of the log, and what they say. */
export interface PackagedEvent {
  readonly position: number;
  /** `YYYY-MM-DDTHH:MM:SS.ffffffZ` */
  readonly recordedAt: string;
  readonly envelopeBytes: string;
  readonly payloadBytes: string;
  readonly envelope: Envelope;
  /** The same of the envelope, without parsing it where that can be spared. */
  readonly cut: CutEnvelope;
  readonly payload: JsonObject;
}

type EventBytes = Pick<PackagedEvent, 'position' | 'recordedAt' | 'envelopeBytes' | 'payloadBytes'>;

const POSITION = /^[1-9]\d{0,15}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** A line of `events.tsv`. RFC 8785 text holds neither tabs nor line breaks, so that nothing needs an escape. */
export const eventLine = ({ position, recordedAt, envelopeBytes, payloadBytes }: EventBytes): string => `${position}\t${recordedAt}\t${envelopeBytes}\t${payloadBytes}\n`;

/** The event of a line, without its line break; a sentence where it is none. */
export function readEventLine(line: string): PackagedEvent | string {
  const fields = line.split('\t');
  if (fields.length !== 4) return `has ${fields.length} fields instead of 4`;
  const [position, recordedAt, envelopeBytes, payloadBytes] = fields;
  if (!POSITION.test(position)) return 'does not begin with a position';
  if (!TIME.test(recordedAt)) return 'has no recorded time after its position';
  try {
    const cut = cutEnvelope(envelopeBytes) ?? (JSON.parse(envelopeBytes) as Envelope);
    if (typeof cut.stream !== 'string' || !Number.isSafeInteger(cut.revision) || !Array.isArray(cut.customers)) return 'has no stream, revision and customers in its envelope';
    return new ReadEvent(Number(position), recordedAt, envelopeBytes, payloadBytes, cut);
  } catch {
    return 'holds no JSON';
  }
}

/** Most events of a package are hashed and never looked at. What they must be to the byte, the log's tree says. */
class ReadEvent implements PackagedEvent {
  constructor(
    readonly position: number,
    readonly recordedAt: string,
    readonly envelopeBytes: string,
    readonly payloadBytes: string,
    readonly cut: CutEnvelope,
  ) {}

  get envelope(): Envelope {
    return JSON.parse(this.envelopeBytes) as Envelope;
  }

  get payload(): JsonObject {
    return JSON.parse(this.payloadBytes) as JsonObject;
  }
}

/** An event that a package commits to without showing it. */
export interface WithheldEvent {
  readonly position: number;
  /** Its leaf hash, 64 hex digits: it holds the random id of the event, so that nobody can guess against it. */
  readonly leafHash: string;
  readonly reason: WithheldReason;
  /** The keys of the map under which it counts (integrity/proof/customer-entry.ts). */
  readonly keys: readonly string[];
}

/** later: recorded after the knowledge asked about. confidential: an informant's report, or what would reveal one. */
export const WITHHELD_REASONS = ['later', 'confidential'] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

/** A line of `withheld.tsv`. */
export const withheldLine = ({ position, leafHash, reason, keys }: WithheldEvent): string => `${position}\t${leafHash}\t${reason}\t${canonicalJson(keys)}\n`;

/** The event of a line, without its line break; a sentence where it is none. */
export function readWithheldLine(line: string): WithheldEvent | string {
  const match = /^([1-9]\d{0,15})\t([0-9a-f]{64})\t(later|confidential)\t(\[.*\])$/.exec(line);
  if (!match) return 'is not a position, a leaf hash, a reason and keys';
  try {
    const withheld = { position: Number(match[1]), leafHash: match[2], reason: match[3] as WithheldReason, keys: JSON.parse(match[4]) as string[] };
    return withheldLine(withheld) === `${line}\n` ? withheld : 'is not in its only form';
  } catch {
    return 'holds no list of keys';
  }
}
