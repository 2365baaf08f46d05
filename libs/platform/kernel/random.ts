import { createHash } from 'node:crypto';

/**
 * xoshiro128** 1.1 (Blackman and Vigna, public domain), on 32-bit integers alone: the same numbers on any machine. No
 * floating-point result, no Math.random, no clock.
 */
export class Random {
  private readonly state: Uint32Array;

  /** Four words, not all zero. */
  constructor(words: readonly [number, number, number, number]) {
    this.state = Uint32Array.from(words);
  }

  /** 0 … 2³² − 1. */
  next(): number {
    const s = this.state;
    const times5 = Math.imul(s[1], 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** A whole number from 0 to limit − 1; limit up to 2²¹, so that the product below is exact in a double. */
  below(limit: number): number {
    return Math.floor((this.next() * limit) / 4294967296);
  }

  /** A whole number from low to high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in so many of a million cases. */
  chance(perMillion: number): boolean {
    return this.below(1_000_000) < perMillion;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  /** One of the choices, each as often as its weight says. */
  pickWeighted<T>(choices: readonly (readonly [T, weight: number])[]): T {
    let rest = this.below(choices.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [choice, weight] of choices) {
      if (rest < weight) return choice;
      rest -= weight;
    }
    throw new RangeError('weights must be whole numbers, and not all of them zero');
  }
}

/**
 * The numbers that hang on these texts alone: the first 16 bytes, big-endian, of the SHA-256 of their JSON list. Whoever
 * knows the seed draws the same again.
 */
export function seededRandom(...texts: readonly string[]): Random {
  const digest = createHash('sha256').update(JSON.stringify(texts)).digest();
  const words = [0, 4, 8, 12].map((offset) => digest.readUInt32BE(offset)) as [number, number, number, number];
  return new Random(words);
}
