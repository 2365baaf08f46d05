/** The 28 rules of domain.md §3.2, in its order. */
export const RULE_IDS = [
  'COM-01', 'COM-02', 'COM-03', 'COM-04', 'COM-05', 'COM-06', 'COM-07',
  'SAF-01', 'SAF-02', 'SAF-03', 'SAF-04', 'SAF-05', 'SAF-06', 'SAF-07', 'SAF-08',
  'LAW-01', 'LAW-02', 'LAW-03', 'LAW-04', 'LAW-05', 'LAW-06',
  'COO-01', 'COO-02', 'COO-03', 'COO-04', 'COO-05',
  'OPS-01',
  'DEV-01',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** The six credit categories, in the order of the score file. */
export const CATEGORY_CODES = ['COM', 'SAF', 'LAW', 'COO', 'OPS', 'DEV'] as const;
export type CategoryCode = (typeof CATEGORY_CODES)[number];

export const GRADES = ['AAA', 'AA', 'A', 'B', 'C', 'D'] as const;
export type Grade = (typeof GRADES)[number];
