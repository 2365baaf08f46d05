import { createHash } from 'node:crypto';
import { BAGIT_TXT, bagInfo, manifestOf, PAYLOAD, readManifest, SIGNATURE, TAG_MANIFEST } from '#platform/evidence/bag.js';
import { PAYLOAD_TYPE, preAuthenticationEncoding, readDsse } from '#platform/evidence/dsse.js';
import { readWhole, type PackageSource } from '#platform/evidence/package-source.js';
import { verifiesWith, type VerifierKey } from '#platform/integrity/proof/verifier-key.js';
import type { PackageDescription } from '#credit/evidence/package-description.js';
import type { CheckList } from './check-list.js';

/** Beside the payload, these and no others; `timestamp.tsr` where the description says so. */
const TAG_FILES = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'verify.mjs'];
const LARGEST_TEXT = 64 * 1024 * 1024;

/** The SHA-256 of every file as it lies in the package, and the texts of manifests. */
export interface Digests {
  readonly files: ReadonlyMap<string, string>;
}

/** A text file of the container; a sentence in place of one that is missing or too large. Throws where it is no UTF-8. */
export function textOf(source: PackageSource, name: string, largest = LARGEST_TEXT): string {
  const size = source.files.get(name);
  if (size === undefined) throw new Error(`${name} is missing`);
  if (size > largest) throw new Error(`${name} has ${size} bytes, more than the ${largest} that it may have`);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readWhole(source, name));
}

/** Every byte of the package hashed once, in pieces. */
export function digest(source: PackageSource): Digests {
  const files = new Map<string, string>();
  for (const name of source.files.keys()) {
    const hash = createHash('sha256');
    for (const piece of source.read(name)) hash.update(piece);
    files.set(name, hash.digest('hex'));
  }
  return { files };
}

/** Layout, foreign and missing files, manifests against the files. */
export async function checkFiles(source: PackageSource, { files }: Digests, checks: CheckList): Promise<void> {
  for (const problem of source.problems) checks.fail('container', problem);
  await checks.attempt('manifest', () => {
    const payload = listed(source, 'manifest-sha256.txt', checks);
    const tags = listed(source, TAG_MANIFEST, checks);
    for (const name of payload.keys()) if (!name.startsWith(PAYLOAD)) checks.fail('manifest', `manifest-sha256.txt lists ${name}, which is no payload.`);
    for (const name of tags.keys()) if (name.startsWith(PAYLOAD)) checks.fail('manifest', `${TAG_MANIFEST} lists ${name}, which is payload.`);
    for (const name of TAG_FILES) if (!tags.has(name)) checks.fail('manifest', `${TAG_MANIFEST} does not list ${name}.`);
    for (const [name, expected] of [...payload, ...tags]) {
      const found = files.get(name);
      if (found === undefined) checks.fail('manifest', `${name} is listed and is not there.`);
      else if (found !== expected) checks.fail('manifest', `${name} was changed: its SHA-256 is ${found}, listed is ${expected}.`);
    }
    for (const name of files.keys()) {
      if (!payload.has(name) && !tags.has(name) && name !== TAG_MANIFEST && name !== SIGNATURE) checks.fail('container', `${name} is not listed: it was added.`);
    }
    checks.pass('manifest', `${files.size} files.`);
  });
  if (source.problems.length === 0) checks.pass('container');
}

function listed(source: PackageSource, name: string, checks: CheckList): Map<string, string> {
  const digests = readManifest(textOf(source, name));
  if (!digests) checks.fail('bag', `${name} is not written as a package writes it.`);
  return digests ?? new Map();
}

/** The bag's own files: there is one text for each, given the payload and the description. */
export async function checkBag(source: PackageSource, { files }: Digests, description: PackageDescription | null, checks: CheckList): Promise<void> {
  await checks.attempt('bag', () => {
    if (textOf(source, 'bagit.txt') !== BAGIT_TXT) checks.fail('bag', 'bagit.txt is not the declaration of a BagIt 1.0 bag.');
    const payload = [...source.files].filter(([name]) => name.startsWith(PAYLOAD));
    if (textOf(source, 'manifest-sha256.txt') !== manifestOf(payload.map(([name]) => ({ name, sha256: files.get(name)! })))) checks.fail('bag', 'manifest-sha256.txt is not the manifest of the payload that is there.');
    if (!description) return checks.notChecked('bag', 'bag-info.txt: the description could not be read.');
    const expected = bagInfo({ id: description.id, day: description.exportedAt.slice(0, 10), payloadBytes: payload.reduce((sum, [, size]) => sum + size, 0), payloadFiles: payload.length });
    if (textOf(source, 'bag-info.txt') !== expected) checks.fail('bag', 'bag-info.txt does not say what the description and the payload say.');
    if (description.timestamp !== source.files.has('timestamp.tsr')) checks.fail('bag', description.timestamp ? 'timestamp.tsr is missing.' : 'timestamp.tsr is there although the description names none.');
    checks.pass('bag');
  });
}

/** The signature over the exact bytes of the tag manifest, by the key that is in office at the latest checkpoint. */
export async function checkSignature(source: PackageSource, key: VerifierKey, checks: CheckList): Promise<void> {
  await checks.attempt('signature', () => {
    const envelope = readDsse(textOf(source, SIGNATURE));
    if (!envelope) return checks.fail('signature', `${SIGNATURE} is not an envelope in its only form.`);
    if (!envelope.payload.equals(readWhole(source, TAG_MANIFEST))) return checks.fail('signature', `${SIGNATURE} signs other bytes than those of ${TAG_MANIFEST}.`);
    const inOffice = `${key.name}+${key.hash}`;
    if (envelope.keyId !== inOffice) return checks.fail('signature', `The package is signed by ${envelope.keyId}; the trusted key, or the one that follows from it, is ${inOffice}.`);
    if (!verifiesWith(key, preAuthenticationEncoding(PAYLOAD_TYPE, envelope.payload), envelope.signature)) return checks.fail('signature', `The signature is not one of ${envelope.keyId}.`);
    checks.pass('signature', `Signed by ${envelope.keyId}.`);
  });
}
