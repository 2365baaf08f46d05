/** What one respondent answered, by item id: a rating as a number, a choice or free text as text. Not answered = absent. */
export type Answers = Readonly<Record<string, number | string>>;

/** The channels of answers (domain.md §5.1). Mystery visits and symposia are evidence, never answers. */
export const CHANNELS = ['payment', 'callback', 'web', 'wechat', 'visit', 'card'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One respondent's answers as they count. */
export interface Respondent {
  readonly answers: Answers;
  /** The respondent's weight, 0 or more; 1 where nothing else is known. */
  readonly weight: number;
}

/** One row of a file of answers (domain.md §5.1). */
export interface Response extends Respondent {
  /** Line of the file on which the row ends, the heading on line 1. */
  readonly line: number;
  /** Place among the rows, from 1. */
  readonly row: number;
  readonly responseNo?: string;
  /** Day YYYY-MM-DD. */
  readonly respondedOn?: string;
  readonly channel?: Channel;
  readonly region?: string;
  readonly segment?: string;
  readonly customerClass?: string;
}
