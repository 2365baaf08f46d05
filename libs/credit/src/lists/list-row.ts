import { compareCodePoints } from '#platform/kernel/code-points.js';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { Question } from '../asking/question.js';
import { assess, openingOf } from '../assessing/assess.js';
import { nextChange } from '../assessing/next-change.js';
import type { CaseFile } from '../case-file/case-file.js';
import { factsOn } from '../case-file/facts-on.js';
import { CATEGORY_CODES } from '../rules/rule-ids.js';
import { buildArrears } from '../rules/commercial/arrears.js';
import { listedAssessment } from '../scores/score-line.js';
import type { Criteria, Sort } from './list-question.js';

/** One customer of a list; days as YYYY-MM-DD, money in whole fen, points as shown. */
export interface ListRow {
  readonly customer_no: string;
  readonly customer_class: string;
  readonly region: string | null;
  readonly segment: string | null;
  /** Categories on the customer's own scale; null for one that its class does not have. */
  readonly com: string | null;
  readonly saf: string | null;
  readonly law: string | null;
  readonly coo: string | null;
  readonly ops: string | null;
  readonly dev: string | null;
  readonly total: string;
  readonly grade: string;
  readonly veto: string;
  readonly provisional: boolean;
  /** The next day on which the passing of time alone changes anything. */
  readonly next_change_on: string | null;
  readonly open_arrears_count: number;
  readonly open_arrears_fen: string;
  readonly oldest_due_on: string | null;
}

/** A customer's row on the day asked about, without its next change; null for one who is not scored that day. */
export function listRow(file: CaseFile, { asOf, position, book }: Question): ListRow | null {
  const assessment = listedAssessment(file, asOf, position, book);
  if (!assessment) return null;
  const facts = factsOn(file, asOf, position);
  const opening = openingOf(facts)!;
  const open = buildArrears(facts, asOf, opening).bills.filter(({ bill, settledOn }) => settledOn === null && bill.due < asOf);
  const details = facts.all('details');
  const [com, saf, law, coo, ops, dev] = CATEGORY_CODES.map((code) => {
    const category = assessment.categories.find((one) => one.code === code);
    return category ? formatPoints(category.value, assessment.scale) : null;
  });
  return {
    customer_no: file.customerNo,
    customer_class: assessment.customerClass,
    region: details.findLast(({ region }) => region !== undefined)?.region ?? opening.region ?? null,
    segment: details.findLast(({ segment }) => segment !== undefined)?.segment ?? opening.segment ?? null,
    com, saf, law, coo, ops, dev,
    total: formatPoints(assessment.total, assessment.scale),
    grade: assessment.grade,
    veto: assessment.veto.join('+'),
    provisional: assessment.provisional,
    next_change_on: null,
    open_arrears_count: open.length,
    open_arrears_fen: String(open.reduce((sum, { bill, payments }) => sum + bill.fen - payments.reduce((paid, { fen }) => paid + fen, 0), 0)),
    oldest_due_on: open.length === 0 ? null : formatDay(Math.min(...open.map(({ bill }) => bill.due))),
  };
}

/** The next day on which the passing of time alone changes anything; nothing does after an account is closed. */
export function changeDay(file: CaseFile, { asOf, position, book }: Question): string | null {
  const facts = factsOn(file, asOf, position);
  if (!openingOf(facts) || facts.all('closed').length > 0) return null;
  const change = nextChange(facts, assess(facts, asOf, book), book);
  return change ? formatDay(change.day) : null;
}

/** Whether a row meets every condition; that of the next change only if the row has been given one. */
export function matches(row: ListRow, criteria: Criteria, day: Day): boolean {
  const total = Math.round(Number(row.total) * 100);
  return (
    (!criteria.grades || (criteria.grades as readonly string[]).includes(row.grade)) &&
    (criteria.customerClass === undefined || row.customer_class === criteria.customerClass) &&
    (criteria.region === undefined || row.region === criteria.region) &&
    (criteria.segment === undefined || row.segment === criteria.segment) &&
    (criteria.veto === undefined || (row.veto !== '') === criteria.veto) &&
    (criteria.provisional === undefined || row.provisional === criteria.provisional) &&
    (criteria.leastTotal === undefined || total >= criteria.leastTotal) &&
    (criteria.mostTotal === undefined || total <= criteria.mostTotal) &&
    (!criteria.inArrears || row.open_arrears_count > 0) &&
    (criteria.changesWithinDays === undefined || (row.next_change_on !== null && dayOf(row.next_change_on) <= day + criteria.changesWithinDays))
  );
}

/** The order of a list, the same that the ledger's table gives: missing values last, then by customer_no by code points. */
export function comparison({ by, descending }: Sort): (a: ListRow, b: ListRow) => number {
  const sign = descending ? -1 : 1;
  const key = (row: ListRow): number | null => {
    switch (by) {
      case 'customer_no':
        return 0;
      case 'total':
        return Number(row.total);
      case 'open_arrears_fen':
        return Number(row.open_arrears_fen);
      case 'next_change_on':
      case 'oldest_due_on':
        return row[by] === null ? null : dayOf(row[by]);
    }
  };
  return (a, b) => {
    const x = key(a);
    const y = key(b);
    if (x !== y && (x === null || y === null)) return x === null ? 1 : -1;
    if (x !== y) return sign * ((x as number) - (y as number));
    return (by === 'customer_no' ? sign : 1) * compareCodePoints(a.customer_no, b.customer_no);
  };
}
