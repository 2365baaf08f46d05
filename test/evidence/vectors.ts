import { createHash } from 'node:crypto';
import { bagInfo, BAGIT_TXT, manifestOf } from '#platform/evidence/bag.js';
import { dsseEnvelope, PAYLOAD_TYPE, preAuthenticationEncoding } from '#platform/evidence/dsse.js';
import { centralDirectory, localHeader, runningCrc } from '#platform/evidence/zip-layout.js';
import { formatCheckpoint, signCheckpoint } from '#platform/integrity/proof/checkpoint.js';
import { CompactRange } from '#platform/integrity/proof/compact-range.js';
import { consistencyPath } from '#platform/integrity/proof/consistency-proof.js';
import { customerKey, entryHash, mapKeysOf, withEvent, type CustomerEntry } from '#platform/integrity/proof/customer-entry.js';
import { CustomerMap } from '#platform/integrity/proof/customer-map.js';
import { inclusionPath } from '#platform/integrity/proof/inclusion-proof.js';
import { leafBytes, leafHash } from '#platform/integrity/proof/leaf-bytes.js';
import { multiproofPath } from '#platform/integrity/proof/multiproof.js';
import type { Subtree } from '#platform/integrity/proof/merkle-tree.js';
import type { Hash } from '#platform/integrity/proof/sha256.js';
import { parseSigningKey } from '#platform/integrity/proof/signing-key.js';
import { formatVerifierKey } from '#platform/integrity/proof/verifier-key.js';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { completenessLine } from '#credit/evidence/completeness-proof.js';
import { eventLine, withheldLine } from '#credit/evidence/packaged-event.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A key for vectors and nothing else: everybody has it. */
const KEY = parseSigningKey(vectorKeyLine())!;

/** Seven events of two customers and of the rulebook, small and fixed. */
const EVENTS = ['C1', 'C2', 'C1', null, 'C1', 'C2', 'C1'].map((customer, i) => {
  const envelope = {
    causationId: null, correlationId: 'vector', customers: customer === null ? [] : [customer], id: `00000000-0000-4000-8000-00000000000${i + 1}`, occurredOn: '2026-01-01', origin: 'live', recordedBy: '审计员',
    revision: i, stream: customer === null ? 'rulebook' : `billing-${customer}`, type: customer === null ? 'RulebookEditionPublished' : 'BillIssued', version: 1,
  };
  return { position: i + 1, recordedAt: `2026-01-01T00:00:0${i}.000000Z`, envelope, envelopeBytes: canonicalJson(envelope), payloadBytes: canonicalJson({ bill_no: `B${i + 1}`, amount_fen: String(100 * i) }) };
});

/** Every step of the format worked out for these events: docs/evidence-vectors.json. */
export function vectors(): unknown {
  const contents = EVENTS.map(({ position, recordedAt, envelope, envelopeBytes, payloadBytes }) => ({ position, recordedAt, stream: envelope.stream, revision: envelope.revision, envelope: envelopeBytes, payload: payloadBytes }));
  const leaves = contents.map(leafHash);
  const root = (from: number, to: number): Hash => {
    const range = new CompactRange();
    for (const leaf of leaves.slice(from, to)) range.append(leaf);
    return range.root();
  };
  const hashes = (path: Iterable<Subtree>): string[] => [...path].map(({ from, to }) => hex(root(from, to)));
  const entries = new Map<string, CustomerEntry>();
  const map = new CustomerMap();
  EVENTS.forEach(({ envelope }, i) => {
    for (const name of mapKeysOf(envelope)) {
      entries.set(name, withEvent(entries.get(name), leaves[i]));
      map.set(customerKey(name), entryHash(entries.get(name)!));
    }
  });
  const proven = ['C1', 'C2', 'C3', '\u0001RulebookEditionPublished'];
  const checkpoint = signCheckpoint({ origin: KEY.verifier.name, size: 7, root: root(0, 7), customers: map.customers, mapRoot: map.root(), nextKey: null }, [KEY]);
  const file = { name: 'data/a.txt', bytes: Buffer.from('hello\n') };
  const entry = { name: file.name, size: file.bytes.length, crc: runningCrc(file.bytes, 0) };
  const tagManifest = manifestOf([{ name: 'bagit.txt', sha256: createHash('sha256').update(BAGIT_TXT).digest('hex') }]);
  const signed = preAuthenticationEncoding(PAYLOAD_TYPE, Buffer.from(tagManifest));
  return {
    key: { signing: KEY.line, verifier: formatVerifierKey(KEY.verifier) },
    leaves: contents.map((content, i) => ({ ...content, leafBytes: hex(leafBytes(content)), leafHash: hex(leaves[i]) })),
    roots: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((size) => [size, hex(root(0, size))])),
    inclusion: { position: 5, size: 7, proof: hashes(inclusionPath(4, 7)) },
    consistency: { earlier: 3, size: 7, proof: hashes(consistencyPath(3, 7)) },
    multiproof: { positions: [1, 3, 5, 7], size: 7, nodes: hashes(multiproofPath(7, [0, 2, 4, 6])) },
    map: { root: hex(map.root()), entries: map.customers, lines: proven.map((key) => completenessLine({ key, entry: entries.get(key) ?? null, proof: map.prove(customerKey(key)) })) },
    checkpoint: formatCheckpoint(checkpoint),
    lines: { event: eventLine(EVENTS[0]), withheld: withheldLine({ position: 2, leafHash: hex(leaves[1]), reason: 'confidential', keys: ['C2'] }) },
    bag: { bagit: BAGIT_TXT, info: bagInfo({ id: '00000000-0000-4000-8000-000000000000', day: '2026-01-01', payloadBytes: 6, payloadFiles: 1 }), tagManifest },
    dsse: { preAuthenticationEncoding: hex(signed), envelope: dsseEnvelope(Buffer.from(tagManifest), `${KEY.verifier.name}+${KEY.verifier.hash}`, KEY.sign(signed)) },
    zip: { files: { [file.name]: hex(file.bytes) }, bytes: hex(Buffer.concat([localHeader(entry), file.bytes, centralDirectory([{ ...entry, at: 0 }])])) },
  };
}

function vectorKeyLine(): string {
  const name = 'ledger.example/vectors';
  const seed = Buffer.alloc(32, 1);
  // Public key of the seed of 32 times 01 (RFC 8032).
  const publicKey = Buffer.from('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c', 'hex');
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.concat([Buffer.of(1), publicKey])).digest('hex').slice(0, 8);
  return `PRIVATE+KEY+${name}+${hash}+${Buffer.concat([Buffer.of(1), seed]).toString('base64')}`;
}
