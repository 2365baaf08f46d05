import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refuse } from '#platform/deciding/refusal.js';
import { BAGIT_TXT, bagInfo, manifestOf, PAYLOAD, SIGNATURE, TAG_MANIFEST, type BagFile } from './bag.js';
import { dsseEnvelope, PAYLOAD_TYPE, preAuthenticationEncoding } from './dsse.js';
import { centralDirectory, FILE_NAME, localHeader, MAX_ZIP_BYTES, runningCrc } from './zip-layout.js';

/** Who signs a package. */
export interface PackageSigner {
  /** `name+hhhhhhhh` of the verifier key. */
  readonly keyId: string;
  sign(message: Buffer): Buffer;
}

export interface Sealing {
  readonly id: string;
  /** The day of export, UTC. */
  readonly day: string;
  readonly signer: PackageSigner;
  /** Asks a time-stamping authority about the payload manifest; absent where none is configured. */
  readonly timestamp?: (payloadManifest: Buffer) => Promise<Buffer>;
}

/** A package being written: a folder beside its destination that takes its name when it is whole. */
export class PackageWriter {
  readonly #folder: string;
  readonly #files: (BagFile & { readonly crc: number })[] = [];

  /** Refuses a destination that exists (unless it is an empty folder) or whose parent does not. */
  constructor(private readonly destination: string) {
    if (existsSync(destination) && !(lstatSync(destination).isDirectory() && readdirSync(destination).length === 0)) {
      throw refuse('destination-exists', `${destination} is there already: an evidence package never replaces anything. Name another path.`, 400, { field: 'out', value: destination });
    }
    if (!existsSync(dirname(destination))) throw refuse('no-such-folder', `The folder ${dirname(destination)} does not exist: make it first, or name another path.`, 400, { field: 'out', value: destination });
    this.#folder = `${destination}.incomplete-${process.pid}`;
    mkdirSync(this.#folder);
  }

  /** Adds a file from pieces, as they come. */
  async add(name: string, content: Iterable<Buffer | string> | AsyncIterable<Buffer | string>): Promise<BagFile> {
    if (!FILE_NAME.test(name)) throw new TypeError(`${name} is no name for a file of a package`);
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const hash = createHash('sha256');
    let size = 0;
    let crc = 0;
    const file = openSync(path, 'wx', 0o600);
    try {
      for await (const part of content) {
        const piece = typeof part === 'string' ? Buffer.from(part) : part;
        hash.update(piece);
        crc = runningCrc(piece, crc);
        size += piece.length;
        for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
      }
    } finally {
      closeSync(file);
    }
    const added = { name, size, sha256: hash.digest('hex'), crc };
    this.#files.push(added);
    return added;
  }

  /** Writes manifests and signature, and puts the package in its place: a folder, or a zip if the destination ends so. */
  async seal({ id, day, signer, timestamp }: Sealing): Promise<void> {
    const payload = this.#files.filter(({ name }) => name.startsWith(PAYLOAD));
    const payloadManifest = manifestOf(payload);
    await this.add('bagit.txt', [BAGIT_TXT]);
    await this.add('bag-info.txt', [bagInfo({ id, day, payloadBytes: payload.reduce((sum, { size }) => sum + size, 0), payloadFiles: payload.length })]);
    await this.add('manifest-sha256.txt', [payloadManifest]);
    if (timestamp) await this.add('timestamp.tsr', [await timestamp(Buffer.from(payloadManifest))]);
    const tagManifest = Buffer.from(manifestOf(this.#files.filter(({ name }) => !name.startsWith(PAYLOAD))));
    await this.add(TAG_MANIFEST, [tagManifest]);
    await this.add(SIGNATURE, [dsseEnvelope(tagManifest, signer.keyId, signer.sign(preAuthenticationEncoding(PAYLOAD_TYPE, tagManifest)))]);
    if (this.destination.endsWith('.zip')) await this.#zip();
    else {
      if (existsSync(this.destination)) rmSync(this.destination, { recursive: true });
      renameSync(this.#folder, this.destination);
    }
  }

  /** Removes what was written; nothing happens after `seal`. */
  discard(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #zip(): Promise<void> {
    const files = [...this.#files].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (files.reduce((sum, { size }) => sum + size + 1000, 0) > MAX_ZIP_BYTES) {
      throw refuse('too-large-for-zip', 'The package is larger than 4 GiB, which this zip layout cannot hold: name a folder instead of a .zip file.', 422, { field: 'out', value: this.destination });
    }
    const unfinished = `${this.#folder}.zip`;
    const zip = openSync(unfinished, 'wx', 0o600);
    let at = 0;
    const write = (piece: Buffer): void => {
      for (let done = 0; done < piece.length; ) done += writeSync(zip, piece, done);
      at += piece.length;
    };
    const placed: { name: string; size: number; crc: number; at: number }[] = [];
    try {
      for (const file of files) {
        placed.push({ ...file, at });
        write(localHeader(file));
        for await (const piece of createReadStream(join(this.#folder, file.name))) write(piece as Buffer);
      }
      write(centralDirectory(placed));
    } finally {
      closeSync(zip);
    }
    renameSync(unfinished, this.destination);
    this.discard();
  }
}
