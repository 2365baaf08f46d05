/** What one step of a measurement gave, taken in a process of its own. */
export interface Measured {
  readonly ms: number;
  /** Events, rows, bytes or requests that it covered. */
  readonly count: number;
  readonly maxRssMiB: number;
  /** Milliseconds of single requests, where those are what counts. */
  readonly each?: readonly number[];
  /** Processor time of the process, and of the whole machine, meanwhile. */
  readonly nodeMs?: number;
  readonly machineMs?: number;
}

export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The value that `share` (0…1) of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)];
}

export const medianMs = (measured: readonly Measured[]): number => middle(measured.map(({ ms }) => ms));

/** Median of the repetitions' rates, per second. */
export const perSecond = (measured: readonly Measured[]): number => middle(measured.map(({ ms, count }) => (count / ms) * 1000));

export const peakMiB = (measured: readonly Measured[]): number => Math.max(...measured.map(({ maxRssMiB }) => maxRssMiB));
