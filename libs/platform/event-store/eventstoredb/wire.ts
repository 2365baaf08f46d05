// Protocol Buffers by hand, as far as appends and reads need them: the generated code builds an object for every field
// of every event, which was a seventh of an import's time. Specifications hold it against the generated code.

/** A message under way. Fields are written in any order; a field that is left out has its default. */
export class WireWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(size = 1024) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  text(field: number, text: string): this {
    return this.block(field, Buffer.byteLength(text), (bytes, at) => bytes.write(text, at));
  }

  bytes(field: number, content: Uint8Array): this {
    return this.block(field, content.length, (bytes, at) => bytes.set(content, at));
  }

  /** A message in the message, or a sign that stands for itself (`Empty`). */
  message(field: number, content?: WireWriter): this {
    return this.bytes(field, content ? content.done() : NOTHING);
  }

  /** A whole number from 0. */
  number(field: number, value: number): this {
    this.#room(20);
    this.#varint(field * 8);
    this.#varint(value);
    return this;
  }

  /** The message; valid until something is written again. */
  done(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  block(field: number, length: number, write: (bytes: Buffer, at: number) => unknown): this {
    this.#room(length + 20);
    this.#varint(field * 8 + 2);
    this.#varint(length);
    write(this.#bytes, this.#length);
    this.#length += length;
    return this;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  #room(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const NOTHING = new Uint8Array(0);

/** Calls `take` with each field of a message: number, and its value (varint and fixed) or where its bytes lie. */
export class WireReader {
  #at: number;

  constructor(
    readonly bytes: Buffer,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.#at = start;
  }

  /** The number of the next field, 0 at the end. Ask for its value, or `skip` it, before asking for the next. */
  field(): number {
    if (this.#at >= this.end) return 0;
    const key = Number(this.varint());
    this.#kind = key & 7;
    return key >>> 3;
  }
  #kind = 0;

  varint(): bigint {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 7; i++) {
      const byte = this.bytes[this.#at++];
      value += (byte & 127) * factor;
      if (byte < 128) return BigInt(value);
      factor *= 128;
    }
    let large = BigInt(value);
    for (let shift = 49n; ; shift += 7n) {
      const byte = this.bytes[this.#at++];
      large |= BigInt(byte & 127) << shift;
      if (byte < 128) return large;
    }
  }

  text(): string {
    const [from, to] = this.#block();
    return this.bytes.toString('utf8', from, to);
  }

  message(): WireReader {
    const [from, to] = this.#block();
    return new WireReader(this.bytes, from, to);
  }

  skip(): void {
    if (this.#kind === 0) this.varint();
    else if (this.#kind === 2) this.#block();
    else this.#at += this.#kind === 1 ? 8 : 4;
  }

  #block(): [number, number] {
    const length = Number(this.varint());
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.end) throw new RangeError('a message of EventStoreDB ends too early');
    return [from, this.#at];
  }
}
