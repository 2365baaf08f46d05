/** An equation or a sum, sparse: how often each unknown stands in it. */
export type Sum = ReadonlyMap<string, number>;

// Modulo a prime: exact, and a sum is wrongly taken for unsolvable only where a determinant is a multiple of it.
const PRIME = 1_000_003;

/** Which sums of unknowns follow from equations (their values do not matter): Gaussian elimination. */
export class Equations {
  readonly #leading = new Map<string, Map<string, number>>();

  add(equation: Sum): void {
    const rest = this.#reduced(equation);
    const first = rest.entries().next().value;
    if (!first) return;
    const scale = inverse(first[1]);
    this.#leading.set(first[0], new Map([...rest].map(([unknown, times]) => [unknown, (times * scale) % PRIME])));
  }

  /** Whether the sum can be worked out. */
  tells(sum: Sum): boolean {
    return this.#reduced(sum).size === 0;
  }

  #reduced(sum: Sum): Map<string, number> {
    const rest = new Map([...sum].map(([unknown, times]) => [unknown, mod(times)]));
    for (;;) {
      const next = [...rest.keys()].find((unknown) => this.#leading.has(unknown));
      if (next === undefined) return rest;
      const times = rest.get(next)!;
      for (const [unknown, by] of this.#leading.get(next)!) {
        const left = mod((rest.get(unknown) ?? 0) - times * by);
        if (left === 0) rest.delete(unknown);
        else rest.set(unknown, left);
      }
    }
  }
}

const mod = (x: number): number => ((x % PRIME) + PRIME) % PRIME;

function inverse(x: number): number {
  let result = 1;
  for (let base = x, exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2), base = (base * base) % PRIME) if (exponent % 2 === 1) result = (result * base) % PRIME;
  return result;
}
