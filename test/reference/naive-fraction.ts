/** "Points are exact numbers; nothing is rounded before it is shown (two decimals, halves up)." */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export function fraction(over: number | bigint, under: number | bigint = 1): Fraction {
  return { over: BigInt(over), under: BigInt(under) };
}

/** A decimal such as "3.5" or "-10", exactly. */
export function fractionFrom(text: string): Fraction {
  const [whole, decimals = ''] = text.split('.');
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.over, a.under * b.under);
}

/** Below zero, zero, above zero as a is less than, equal to, greater than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function sum(all: readonly Fraction[]): Fraction {
  return all.reduce(plus, fraction(0));
}

/** Always two decimals, halves up: the largest whole number of hundredths that is at most a + 1/200. */
export function twoDecimals(a: Fraction): string {
  const over = a.over * 200n + a.under;
  const under = a.under * 2n;
  let hundredths = over / under;
  if (over % under < 0n) hundredths -= 1n;
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
