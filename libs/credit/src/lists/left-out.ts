import type { Question } from '../asking/question.js';

/** Customers whom an answer about everybody leaves out, because something recorded of them could not be projected yet. */
export interface LeftOut {
  readonly count: number;
  /** Named for whoever sees all customers: of a parked customer nobody knows the region. */
  readonly customers?: readonly string[];
  /** Where to look: the command that shows class and cause. */
  readonly see: 'projections parked';
}

/** As a field of an answer, absent where nobody is left out. `regions`: what the asker sees, null for everybody. */
export function leftOut({ parked }: Pick<Question, 'parked'>, regions: readonly string[] | null): { leftOut?: LeftOut } {
  if (!parked || parked.size === 0) return {};
  return { leftOut: { count: parked.size, ...(regions === null && { customers: [...parked].sort() }), see: 'projections parked' } };
}

/** The same as a sentence for people; empty where nobody is left out. */
export function leftOutText(question: Pick<Question, 'parked'>, regions: readonly string[] | null): string {
  const out = leftOut(question, regions).leftOut;
  if (!out) return '';
  return `Left out, because something recorded of them could not be projected (projections parked): ${out.customers?.join(', ') ?? `${out.count} customers`}\n`;
}
