import { compareCodePoints } from '#platform/kernel/code-points.js';

// BagIt 1.0 (RFC 8493), in the one form that a package has (docs/evidence-format.md).

/** A file of a package by its path in the bag. */
export interface BagFile {
  readonly name: string;
  readonly size: number;
  /** SHA-256, 64 hex digits. */
  readonly sha256: string;
}

export const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
export const PAYLOAD = 'data/';
/** The tag manifest and its signature: the only files that no manifest can list. */
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
export const SIGNATURE = 'tagmanifest-sha256.txt.dsse.json';

/** `manifest-sha256.txt` or `tagmanifest-sha256.txt` of some files: `<digest>  <name>` a line, by name. */
export function manifestOf(files: readonly Pick<BagFile, 'name' | 'sha256'>[]): string {
  return [...files]
    .sort((a, b) => compareCodePoints(a.name, b.name))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('');
}

/** The digests that a manifest gives, by name; null for a text that `manifestOf` would not write. */
export function readManifest(text: string): Map<string, string> | null {
  if (text === '' || !text.endsWith('\n')) return null;
  const digests = new Map<string, string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
    if (!match || digests.has(match[2])) return null;
    digests.set(match[2], match[1]);
  }
  return manifestOf([...digests].map(([name, sha256]) => ({ name, sha256 }))) === text ? digests : null;
}

export interface BagInfo {
  /** Id of the package. */
  readonly id: string;
  /** The day it was made, UTC. */
  readonly day: string;
  readonly payloadBytes: number;
  readonly payloadFiles: number;
}

/** `bag-info.txt`. */
export const bagInfo = ({ id, day, payloadBytes, payloadFiles }: BagInfo): string =>
  `Bag-Software-Agent: gridledger evidence format 1\nBagging-Date: ${day}\nExternal-Identifier: ${id}\nPayload-Oxum: ${payloadBytes}.${payloadFiles}\n`;
