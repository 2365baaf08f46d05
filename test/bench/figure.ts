import type { Measured } from './measured.js';

/** One line of the result. */
export interface Result {
  readonly figure: string;
  readonly covers: string;
  readonly value: string;
  readonly goal: string;
  /** Undefined where a line is there for information and has no goal. */
  readonly met?: boolean;
}

/** What a figure needs of the run: a server of its own, scratch space, and processes to measure in. */
export interface Bench {
  readonly runs: number;
  readonly long: boolean;
  /** The folder of exchange files to import. */
  readonly folder: string;
  /** Scratch space, removed at the end. */
  readonly home: string;
  url(database: string): string;
  /** Drops a database and makes it anew, empty. */
  fresh(database: string): Promise<void>;
  /** Runs a step of steps/ in a process of its own on that database; throws if it fails. */
  step(name: string, database: string, argument?: unknown): Promise<Measured>;
  say(text: string): void;
}

export interface Figure {
  /** As in `--only`. */
  readonly name: string;
  /** Measured only with `--long`. */
  readonly long?: boolean;
  /** `raw` is kept in the JSON beside the results. */
  measure(bench: Bench): Promise<{ results: Result[]; raw: unknown }>;
}

/** A value against a bound: `at least` it, or `at most`. */
export function bounded(figure: string, covers: string, value: number, goal: { atLeast?: number; atMost?: number; unit?: string }, shown: string): Result {
  const { atLeast, atMost, unit = '' } = goal;
  const met = (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
  return { figure, covers, value: shown, goal: atLeast !== undefined ? `≥ ${atLeast}${unit}` : `≤ ${atMost}${unit}`, met };
}
