import type { CustomerClass } from '#customers/events.js';
import type { Grade } from '../rules/rule-ids.js';

/** What a list may be sorted by. Customers without a value come last either way; equal ones go by customer_no. */
export const SORTS = ['customer_no', 'total', 'next_change_on', 'open_arrears_fen', 'oldest_due_on'] as const;
export type SortField = (typeof SORTS)[number];

export interface Sort {
  readonly by: SortField;
  readonly descending: boolean;
}

/** Which customers a list holds: all conditions together; those left out do not restrict. */
export interface Criteria {
  readonly grades?: readonly Grade[];
  readonly customerClass?: CustomerClass;
  readonly region?: string;
  /** Only customers who belong to one of these now, whatever day is asked about: what whoever asks may see. */
  readonly regions?: readonly string[] | null;
  readonly segment?: string;
  /** Vetoed at all, or not. */
  readonly veto?: boolean;
  readonly provisional?: boolean;
  /** Bounds of the total as it is shown, in hundredths of a point, both included. */
  readonly leastTotal?: number;
  readonly mostTotal?: number;
  /** Only those with a bill that is overdue and not settled. */
  readonly inArrears?: boolean;
  /** Only those whom the passing of time alone changes within that many days after the day asked about. */
  readonly changesWithinDays?: number;
}

export interface Paging {
  /** The first page is 1. */
  readonly page: number;
  readonly size: number;
}

export const LARGEST_PAGE = 1000;
/** A page further on is not worked out: narrow the list, or take the score file. */
export const FURTHEST_ROW = 1_000_000;

/** Reads `total` or `-total`; null for a field that nothing is sorted by. */
export function parseSort(text: string): Sort | null {
  const descending = text.startsWith('-');
  const by = descending ? text.slice(1) : text;
  return (SORTS as readonly string[]).includes(by) ? { by: by as SortField, descending } : null;
}
