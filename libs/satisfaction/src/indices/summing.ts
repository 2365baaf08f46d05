/**
 * A sum that keeps what rounding would lose (Neumaier 1974). The same numbers in the same order give the same bits; a
 * reader who adds plainly gets the same to about n · 1e-16.
 */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(x: number): void {
    const next = this.sum + x;
    this.lost += Math.abs(this.sum) >= Math.abs(x) ? this.sum - next + x : x - next + this.sum;
    this.sum = next;
  }

  get value(): number {
    return this.sum + this.lost;
  }
}

/** The compensated sum of what `of` says of each. */
export function sumOf<T>(items: Iterable<T>, of: (item: T) => number): number {
  const sum = new CompensatedSum();
  for (const item of items) sum.add(of(item));
  return sum.value;
}
