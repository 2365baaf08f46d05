import type { Cut } from '../counting/answer-row.js';

export const BY = ['region', 'segment', 'class', 'channel', 'wave'] as const;
export type By = (typeof BY)[number];

/** A question about satisfaction as it is asked. */
export interface SatisfactionInput {
  readonly questionnaire?: string;
  /** The newest that anybody answered, if left out. */
  readonly edition?: number;
  readonly asOf?: string;
  readonly wave?: string;
  readonly by?: By;
  /** `raking`: the answers of a wave are weighted to its frame. */
  readonly weights?: 'raking';
}

/** The cut that a group is told by; null for waves, which are counted apart anyway. */
export const cutOf = (by: By): Cut | null => (by === 'wave' ? null : by);
