import { exportEvidence } from '#apps/evidence/src/export/export-evidence.js';
import { sealedProofs } from '#apps/evidence/src/export/sealed-proofs.js';
import { verifyPackage } from '#apps/evidence/src/verifier/verify-package.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { builtInEditionText } from '#credit/editions/built-in-edition.js';
import { editionHash } from '#credit/editions/publish-edition.js';
import { readEventLine } from '#credit/evidence/packaged-event.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { openPackage } from '#platform/evidence/package-source.js';
import { SigningKeyFile } from '#platform/integrity/checkpoints/signing-key-file.js';
import { Integrity } from '#platform/integrity/integrity.js';
import { CompactRange } from '#platform/integrity/proof/compact-range.js';
import { leafBytes, leafHashOfBytes } from '#platform/integrity/proof/leaf-bytes.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { digest } from '#apps/evidence/src/verifier/check-container.js';
import { readLines } from '#apps/evidence/src/verifier/read-lines.js';
import { timed, withProduct, type Taken } from './product.js';

interface Package {
  /** A folder that does not exist yet, or the package in it. */
  readonly out: string;
  readonly keyFile: string;
}

const keysOf = ({ keyFile }: Package): SigningKeyFile => new SigningKeyFile({ signingKey: null, signingKeyFile: keyFile, logName: 'bench.example/log' });

/** A package of everything recorded today, into a folder. */
export const exportPeriodStep = (one: Package): Promise<Taken> =>
  withProduct((app) =>
    timed(async () => {
      const store = app.token<EventStore>(EVENT_STORE);
      const reader = app.get(CreditReader);
      const integrity = new Integrity({ pool: app.pool, store, keys: keysOf(one), policy: { everyEvents: 10_000, everySeconds: 60, after: [] }, thread: null, publish: [], projections: () => [] });
      const today = reader.today();
      const request = { selection: { kind: 'period', from: today, to: today } as const, asOf: today, purpose: 'measured', by: 'bench', entitled: true, out: one.out };
      const { events } = await exportEvidence(request, { store, reader, proofs: sealedProofs(integrity, app.pool), texts: () => Promise.resolve([]), verifier: async () => '// not needed here\n' });
      return events;
    }),
  );

/** The whole verification, as verify.mjs makes it. Throws where anything fails. */
export async function verifyStep(one: Package): Promise<Taken> {
  const [key] = keysOf(one).verifiers();
  return timed(async () => {
    const { checks, description } = await verifyPackage(one.out, { key, builtInEdition: editionHash(JSON.parse(builtInEditionText()) as never) });
    const failed = checks.filter(({ status }) => status === 'fail');
    if (failed.length > 0) throw new Error(JSON.stringify(failed));
    return description!.events;
  });
}

/**
 * Peer: every file read and hashed once, and every leaf and inner node of the tree hashed once. The leaves' bytes are
 * made before, unmeasured, and in portions, so that memory is no part of it.
 */
export async function hashPackageStep({ out }: Package): Promise<Taken> {
  const source = openPackage(out);
  let ms = 0;
  const measured = (work: () => void): void => {
    const start = performance.now();
    work();
    ms += performance.now() - start;
  };
  measured(() => digest(source));
  const range = new CompactRange();
  let count = 0;
  let portion: Buffer[] = [];
  const hash = (): void => {
    count += portion.length;
    measured(() => portion.forEach((bytes) => range.append(leafHashOfBytes(bytes))));
    portion = [];
  };
  for (const line of readLines(source, 'data/events.tsv')) {
    const event = readEventLine(line);
    if (typeof event === 'string') throw new Error(event);
    const { position, recordedAt, envelope, envelopeBytes, payloadBytes } = event;
    portion.push(leafBytes({ position, recordedAt, stream: envelope.stream, revision: envelope.revision, envelope: envelopeBytes, payload: payloadBytes }));
    if (portion.length === 5000) hash();
  }
  hash();
  source.close();
  return { ms, count };
}
