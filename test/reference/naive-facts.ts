/** One line of an exchange file by column name; '' = unknown, as in the file itself (domain.md §4). */
export type Row = { readonly [column: string]: string };

/** The files that hold facts about one customer, by their names in domain.md §4. */
export const FACT_FILES = [
  'bills',
  'payments',
  'payment_returns',
  'bill_exemptions',
  'mandate_findings',
  'reports',
  'safety_incidents',
  'safety_findings',
  'safety_awards',
  'violations',
  'cooperation_findings',
  'rectification_notices',
  'field_assessments',
] as const;
export type FactFile = (typeof FACT_FILES)[number];

/** All that is known of one customer. */
export type NaiveFacts = { readonly customer: Row } & { readonly [file in FactFile]?: readonly Row[] } & {
  /** No exchange file can say it; columns customer_class and effective_from. */
  readonly reclassifications?: readonly Row[];
};

/** "by code points": not the UTF-16 units that JavaScript compares by itself. */
export function byCodePoints(a: string, b: string): number {
  const left = [...a].map((character) => character.codePointAt(0)!);
  const right = [...b].map((character) => character.codePointAt(0)!);
  for (let i = 0; i < Math.min(left.length, right.length); i++) if (left[i] !== right[i]) return left[i] - right[i];
  return left.length - right.length;
}
