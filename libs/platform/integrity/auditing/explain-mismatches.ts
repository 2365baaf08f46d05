import type { Findings } from './finding.js';

/** An event that is not the one sealed at its place. */
export interface Mismatch {
  readonly position: number;
  /** How many places further on it was sealed; negative: before; null: nowhere near. */
  readonly belongs: number | null;
  readonly expected: string;
  readonly found: string;
}

/** Says what was done to the log, from where its events were sealed. Mismatches come in the order of positions. */
export function explainMismatches(mismatches: readonly Mismatch[], findings: Findings): void {
  const at = new Map(mismatches.map((one) => [one.position, one]));
  const told = new Set<number>();
  let missing = 0;
  for (const { position, belongs, expected, found } of mismatches) {
    if (told.has(position)) continue;
    const other = belongs === null ? undefined : at.get(position + belongs);
    if (belongs !== null && belongs > 0 && other?.belongs === -belongs) {
      told.add(other.position);
      findings.add('exchanged', { position, last: other.position, expected, found });
    } else if (belongs === null) {
      // What stands behind an event that was put in belongs one place before where it is found.
      const next = at.get(position + 1)?.belongs ?? 0;
      findings.add(next < 0 ? 'inserted' : 'altered', { position, expected, found });
    } else if (belongs > missing) {
      findings.add('missing', { position, last: position + belongs - missing - 1, count: belongs - missing, expected, found });
      missing = belongs;
      findings.add('moved', { position, expected, found });
    } else {
      missing = Math.max(0, belongs);
      findings.add('moved', { position, expected, found });
    }
  }
}
