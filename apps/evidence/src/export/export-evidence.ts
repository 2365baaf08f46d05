import { randomUUID } from 'node:crypto';
import { endOfDay } from '#platform/config/zone.js';
import { refuse } from '#platform/deciding/refusal.js';
import { PackageWriter } from '#platform/evidence/write-package.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { customersOf } from '#platform/integrity/proof/customer-entry.js';
import { formatDay, type Day } from '#platform/kernel/day.js';
import type { CreditReader } from '#credit/asking/credit-reader.js';
import { CustomerRecord } from '#credit/evidence/customer-record.js';
import { PACKAGE_FORMAT, type PackageDescription } from '#credit/evidence/package-description.js';
import { eventLine, withheldLine, type PackagedEvent } from '#credit/evidence/packaged-event.js';
import { claimsOf } from './claims.js';
import type { ProofSource } from './proof-source.js';
import { Selecting, type Wanted } from './selection.js';
import type { TextOpener } from './open-statements.js';
import { writeContents } from './write-contents.js';

/** What is asked for: one customer, everything recorded on some days (both included), or one formal rating. */
export type EvidenceSelection =
  | { readonly kind: 'customer'; readonly customerNo: string }
  | { readonly kind: 'period'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'decision'; readonly ratingId: string; readonly customerNo: string };

export interface EvidenceRequest {
  readonly selection: EvidenceSelection;
  readonly asOf: Day;
  readonly knownAsOf?: string;
  /** Why it is taken away; not empty. */
  readonly purpose: string;
  readonly by: string;
  /** May see what reveals an informant. */
  readonly entitled: boolean;
  /** A folder that does not exist yet, or a file that ends in .zip. */
  readonly out: string;
  /** Hears every confidential event that the package only commits to, as a line: for the entitled, beside the package. */
  readonly onWithheld?: (line: string) => void;
  /** Told of everybody whom the package names before it leaves; if it throws, nothing leaves. */
  readonly onTaken?: (customers: Iterable<string>, position: number) => Promise<void>;
  readonly onProgress?: (position: number, head: number) => void;
}

export interface EvidenceSources {
  readonly store: EventStore;
  readonly reader: CreditReader;
  readonly proofs: ProofSource;
  readonly texts: TextOpener;
  readonly verifier: () => Promise<string>;
  /** Asks a time-stamping authority; absent where none is configured. */
  readonly timestamp?: (bytes: Buffer) => Promise<Buffer>;
}

const PAGE = 2000;

/** Writes an evidence package (docs/evidence-format.md). Refuses an empty purpose, an unknown customer, a taken destination. Nothing is left behind on failure. */
export async function exportEvidence(request: EvidenceRequest, sources: EvidenceSources): Promise<PackageDescription> {
  const { selection, purpose, out } = request;
  const { reader, proofs } = sources;
  if (purpose.trim() === '') throw refuse('purpose-missing', 'An evidence export names its purpose: --purpose TEXT.', 400, { field: 'purpose' });
  const question = await reader.question({ asOf: formatDay(request.asOf), knownAsOf: request.knownAsOf });
  if (selection.kind !== 'period') await reader.assessCustomer(selection.customerNo, question);
  const writer = new PackageWriter(out);
  try {
    const latest = await proofs.seal();
    const range = selection.kind === 'period' ? await rangeOf(selection, sources, latest.size) : null;
    const customers = selection.kind === 'period' ? await ratedCustomers(sources.store, range!) : new Set([selection.customerNo]);
    const wanted: Wanted = { customers, range, position: question.position, entitled: request.entitled };
    const taken = await writeEvents(writer, wanted, latest.size, request, sources);
    const described = describe(selection, range);
    const editions = (await reader.editions()).filter(({ position }) => position <= question.position);
    const claims = claimsOf(described, { asOf: question.asOf, knownAsOf: question.knownAsOf, position: question.position }, taken.records, editions, taken.confidential);
    const exportedAt = reader.now();
    const description: PackageDescription = {
      format: PACKAGE_FORMAT,
      id: randomUUID(),
      exportedAt,
      exportedBy: request.by,
      purpose: purpose.trim(),
      zone: reader.zone,
      selection: described,
      asOf: formatDay(question.asOf),
      knownAsOf: question.knownAsOf,
      position: question.position,
      treeSize: latest.size,
      events: taken.shown,
      withheld: taken.withheld.length,
      customers: [...customers],
      editions: editions.map(({ edition, position }) => ({ id: edition.id, position, file: `data/editions/${edition.id}.json` })),
      scores: claims.map(({ claim }) => claim),
      timestamp: sources.timestamp !== undefined,
    };
    await writer.add('data/withheld.tsv', taken.withheld);
    await writeContents(writer, { description, claims, editions, latest, positions: taken.positions }, sources);
    await request.onTaken?.(taken.named, question.position);
    await writer.seal({ id: description.id, day: exportedAt.slice(0, 10), signer: proofs.signer, timestamp: sources.timestamp });
    return description;
  } catch (error) {
    writer.discard();
    throw error;
  }
}

/** The positions recorded on the days of a period; an empty range stands where it would begin. */
async function rangeOf({ from, to }: { from: Day; to: Day }, { store, reader }: EvidenceSources, size: number): Promise<{ first: number; last: number }> {
  const first = (await store.positionAt(endOfDay(formatDay(from - 1), reader.zone))) + 1;
  return { first, last: Math.min(size, await store.positionAt(endOfDay(formatDay(to), reader.zone))) };
}

/** Whoever a rating was proposed of in a range: their scores can be worked out from whole histories only. */
async function ratedCustomers(store: EventStore, { first, last }: { first: number; last: number }): Promise<Set<string>> {
  const rated = new Set<string>();
  for await (const page of store.readAll({ after: first - 1, upTo: last, types: ['RatingProposed'], pageSize: PAGE })) {
    for (const { envelope } of page) for (const customerNo of customersOf(envelope)) rated.add(customerNo);
  }
  return rated;
}

interface TakenEvents {
  readonly shown: number;
  readonly withheld: string[];
  readonly positions: number[];
  readonly records: Map<string, CustomerRecord>;
  readonly confidential: Map<string, number>;
  /** Everybody of whom an event is shown. */
  readonly named: Set<string>;
}

/** One pass over the log up to the checkpoint: events go out as they come, commitments are kept. */
async function writeEvents(writer: PackageWriter, wanted: Wanted, size: number, { onProgress, onWithheld }: EvidenceRequest, { store, proofs }: EvidenceSources): Promise<TakenEvents> {
  const selecting = new Selecting(wanted);
  const taken: TakenEvents & { shown: number } = { shown: 0, withheld: [], positions: [], records: new Map([...wanted.customers].map((customerNo) => [customerNo, new CustomerRecord(customerNo)])), confidential: new Map(), named: new Set() };
  async function* lines(): AsyncGenerator<string> {
    for await (const page of store.readAll({ after: 0, upTo: size, pageSize: PAGE })) {
      let text = '';
      for (const event of page) {
        const decided = selecting.take(event);
        if (!decided) continue;
        taken.positions.push(event.position);
        if (decided.kind === 'withhold') {
          taken.withheld.push(withheldLine({ position: event.position, leafHash: proofs.leafHash(event).toString('hex'), reason: decided.reason, keys: decided.keys }));
          if (decided.reason === 'confidential') onWithheld?.(eventLine(event));
          if (decided.reason === 'confidential') for (const key of decided.keys) if (!taken.confidential.has(key)) taken.confidential.set(key, event.position);
          continue;
        }
        taken.shown++;
        text += eventLine(event);
        for (const customerNo of event.envelope.customers) {
          taken.named.add(customerNo);
          taken.records.get(customerNo)?.fold(event as PackagedEvent);
        }
      }
      onProgress?.(page[page.length - 1].position, size);
      yield text;
    }
  }
  await writer.add('data/events.tsv', lines());
  return taken;
}

function describe(selection: EvidenceSelection, range: { first: number; last: number } | null): PackageDescription['selection'] {
  switch (selection.kind) {
    case 'customer':
      return { kind: 'customer', customer_no: selection.customerNo };
    case 'decision':
      return { kind: 'decision', rating_id: selection.ratingId, customer_no: selection.customerNo };
    case 'period':
      return { kind: 'period', from: formatDay(selection.from), to: formatDay(selection.to), firstPosition: range!.first, lastPosition: range!.last };
  }
}
