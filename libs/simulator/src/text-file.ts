import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

const FLUSH_CHARACTERS = 1 << 18;

/** A new UTF-8 file that is written to its end piece by piece. Opening one that exists throws EEXIST. */
export class TextFile {
  private readonly descriptor: number;
  private pending = '';

  constructor(readonly path: string) {
    this.descriptor = openSync(path, 'wx');
  }

  write(text: string): void {
    this.pending += text;
    if (this.pending.length >= FLUSH_CHARACTERS) this.flush();
  }

  close(): void {
    this.flush();
    fsyncSync(this.descriptor);
    closeSync(this.descriptor);
  }

  private flush(): void {
    const bytes = Buffer.from(this.pending, 'utf8');
    for (let written = 0; written < bytes.length; ) written += writeSync(this.descriptor, bytes, written);
    this.pending = '';
  }
}
