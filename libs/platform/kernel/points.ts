/**
 * Points as exact whole numbers of 1/10,000 point ("units"), the finest an edition may state. A customer class may
 * scale them by a fraction (lighting 50/30); a scaled amount is a whole number of 1/(10,000 × denominator) point.
 */
export type Units = number;
export const UNITS_PER_POINT = 10_000;

/** An exact amount of points: `amount / scale`, both whole numbers, scale above zero. */
export interface Points {
  readonly amount: number;
  readonly scale: number;
}

/** Units of a decimal such as "-10", "0.5" (at most four decimals); null if the text is not one. */
export function parsePoints(text: string): Units | null {
  const parts = /^(-?)(\d{1,6})(?:\.(\d{1,4}))?$/.exec(text);
  if (!parts) return null;
  const units = Number(parts[2]) * UNITS_PER_POINT + Number((parts[3] ?? '').padEnd(4, '0'));
  return parts[1] && units !== 0 ? -units : units;
}

/** Two decimals, halves up (towards plus infinity), as domain.md §3.3 shows points: 100/3 is "33.33", -50/3 "-16.67". */
export function formatPoints(amount: number, scale: number = UNITS_PER_POINT): string {
  const hundredths = Math.floor((amount * 200 + scale) / (2 * scale));
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
