import { randomInt } from 'node:crypto';

/** The same items in an order that nobody can foresee or find out. */
export function shuffled<T>(items: readonly T[]): T[] {
  const drawn = [...items];
  for (let i = drawn.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [drawn[i], drawn[j]] = [drawn[j], drawn[i]];
  }
  return drawn;
}
