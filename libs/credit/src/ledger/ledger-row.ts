import { formatDay, type Day } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { assess, openingOf } from '../assessing/assess.js';
import type { Assessment, Entry } from '../assessing/assessment.js';
import { nextChange } from '../assessing/next-change.js';
import type { CaseFile } from '../case-file/case-file.js';
import { factsOn } from '../case-file/facts-on.js';
import type { EditionBook } from '../editions/edition-book.js';
import { buildArrears } from '../rules/commercial/arrears.js';
import { CATEGORY_CODES } from '../rules/rule-ids.js';

/** A customer's ledger as it stands on the ledger's day: one row of the read model, days as YYYY-MM-DD. */
export interface LedgerRow {
  customer_no: string;
  customer_class: string;
  region: string | null;
  segment: string | null;
  opened_on: string;
  closed_on: string | null;
  edition: string;
  /** Shown values on the customer's own scale, two decimals; null for a category that the class does not have. */
  com: string | null;
  saf: string | null;
  law: string | null;
  coo: string | null;
  ops: string | null;
  dev: string | null;
  total: string;
  grade: string;
  veto: string;
  provisional: boolean;
  /** The next day on which anything changes by the passing of time alone. */
  next_change_on: string | null;
  /** The first day on which the row has to be worked out again: no later than `next_change_on`, and than the next fact dated ahead. */
  wake_on: string | null;
  open_arrears_count: number;
  open_arrears_fen: string;
  oldest_due_on: string | null;
  /** Entries, superseded steps, categories with what their limit took away, facts without effect: JSON text. */
  detail: string;
}

/** What the ledger says of a customer on `day`; null before the account is opened and for one entered in error. */
export function ledgerRow(file: CaseFile, day: Day, book: EditionBook): LedgerRow | null {
  const facts = factsOn(file, day);
  const opening = openingOf(facts);
  const ahead = firstFactAfter(file, day);
  if (!opening) return null;
  const closing = facts.all('closed')[0];
  // A closed account stays as it stood on its closing day (domain.md §3.3, 16).
  const scored = closing ? Math.min(day, closing.on) : day;
  const known = scored === day ? facts : factsOn(file, scored);
  const assessment = assess(known, scored, book);
  const change = closing ? null : nextChange(known, assessment, book);
  const wake = Math.min(assessment.wakes[0] ?? Infinity, ahead ?? Infinity);
  const details = facts.all('details');
  const open = buildArrears(known, scored, opening).bills.filter(({ bill, settledOn }) => settledOn === null && bill.due < scored);
  const value = (code: string): string | null => {
    const category = assessment.categories.find((one) => one.code === code);
    return category ? formatPoints(category.value, assessment.scale) : null;
  };
  const [com, saf, law, coo, ops, dev] = CATEGORY_CODES.map(value);
  return {
    customer_no: file.customerNo,
    customer_class: assessment.customerClass,
    region: details.findLast(({ region }) => region !== undefined)?.region ?? opening.region ?? null,
    segment: details.findLast(({ segment }) => segment !== undefined)?.segment ?? opening.segment ?? null,
    opened_on: formatDay(opening.on),
    closed_on: closing ? formatDay(closing.on) : null,
    edition: assessment.edition,
    com, saf, law, coo, ops, dev,
    total: formatPoints(assessment.total, assessment.scale),
    grade: assessment.grade,
    veto: assessment.veto.join('+'),
    provisional: assessment.provisional,
    next_change_on: change ? formatDay(change.day) : null,
    wake_on: wake === Infinity ? null : formatDay(wake),
    open_arrears_count: open.length,
    open_arrears_fen: String(open.reduce((sum, { bill, payments }) => sum + bill.fen - payments.reduce((paid, { fen }) => paid + fen, 0), 0)),
    oldest_due_on: open.length === 0 ? null : formatDay(open.reduce((oldest, { bill }) => Math.min(oldest, bill.due), Infinity)),
    detail: JSON.stringify(ledgerDetail(assessment)),
  };
}

function ledgerDetail(assessment: Assessment): unknown {
  const shown = (amount: number): string => formatPoints(amount, assessment.scale);
  const entry = ({ id, rule, points, since, until, grounds, edition }: Entry): unknown => ({
    id,
    rule,
    points: formatPoints(points),
    effective: shown(points * assessment.numerator),
    since: formatDay(since),
    until: until === null ? null : formatDay(until),
    edition,
    facts: grounds.map(({ fact }) => fact.id),
  });
  return {
    categories: assessment.categories.map(({ code, full, deductions, rewards, value, capped }) => ({
      code, full: shown(full), deductions: shown(deductions), rewards: shown(rewards), value: shown(value), capped: shown(capped),
    })),
    entries: assessment.entries.map(entry),
    superseded: assessment.superseded.map(({ points, ...step }) => ({ ...step, points: formatPoints(points) })),
    withoutEffect: assessment.withoutEffect.map(entry),
    stale: assessment.stale,
  };
}

/** The first day after `day` on which a fact recorded already is dated. */
function firstFactAfter(file: CaseFile, day: Day): Day | null {
  let first = Infinity;
  for (const facts of Object.values(file.facts)) for (const { on } of facts) if (on > day && on < first) first = on;
  return first === Infinity ? null : first;
}
