/** Fen (whole, at least 0) as yuan with two decimals, or none where the fen are zero: 68900 is "689", 1205 is "12.05". */
export function yuan(fen: number): string {
  const whole = String(Math.floor(fen / 100));
  return fen % 100 === 0 ? whole : `${whole}.${String(fen % 100).padStart(2, '0')}`;
}
