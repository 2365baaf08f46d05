/** Nobody is asked more often than once in so many days (issue 6, "Waves and samples"). */
export interface AskLimit {
  /** First day on which it holds. */
  readonly from: string;
  readonly days: number;
  /** S: stands in a source, F: follows from one, D: decided by us. */
  readonly status: 'S' | 'F' | 'D';
  readonly reason: string;
}

/** Dated: a new limit is added below, and what was asked before stays judged by the one of its day. */
export const ASK_LIMITS: readonly AskLimit[] = [{ from: '1900-01-01', days: 90, status: 'D', reason: 'Once a quarter: the texts name no limit.' }];

/** The limit in force on a day. */
export const askLimitOn = (day: string): AskLimit => ASK_LIMITS.findLast(({ from }) => from <= day)!;
