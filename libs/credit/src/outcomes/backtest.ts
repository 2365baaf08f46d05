import { formatDay } from '#platform/kernel/day.js';
import { Refusal } from '#platform/deciding/refusal.js';
import type { Question } from '../asking/question.js';
import { assess, openingOf } from '../assessing/assess.js';
import type { CaseFile } from '../case-file/case-file.js';
import { factsOn } from '../case-file/facts-on.js';
import { GRADES, type Grade } from '../rules/rule-ids.js';
import { separation, wilson, type ScoreCount } from './exact-statistics.js';
import type { Outcomes } from './read-outcomes.js';

export interface GradeOutcome {
  readonly grade: Grade;
  readonly customers: number;
  readonly defaulted: number;
  /** Share that defaulted, with Wilson's 95 % interval; null for a grade without customers. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Backtest {
  readonly asOf: string;
  readonly knownAsOf: string;
  readonly position: number;
  /** Of the book as a whole, or the one that was named. */
  readonly editions: readonly string[];
  /** Scored that day and with a known outcome. */
  readonly customers: number;
  readonly defaulted: number;
  readonly auc: number | null;
  readonly ks: number | null;
  readonly grades: readonly GradeOutcome[];
  /** By score, worst first: how many of each outcome had it. For curves. */
  readonly scores: readonly { readonly total: string; readonly customers: number; readonly defaulted: number }[];
  /** With a known outcome, but not scored that day. */
  readonly notScored: readonly { readonly customer_no: string; readonly reason: 'not-open-yet' | 'account-closed' }[];
  /** Scored that day, but without a known outcome. */
  readonly withoutOutcome: number;
}

/**
 * How well scores told who would default: rates by grade, AUC, KS. Totals of different scales are compared as exact
 * fractions. Refuses, with every one listed, customers that are unknown.
 */
export async function backtest(files: AsyncIterable<readonly CaseFile[]>, question: Question, outcomes: Outcomes): Promise<Backtest> {
  const { asOf, position, book } = question;
  const denominator = commonScale(question);
  const byScore = new Map<bigint, ScoreCount>();
  const byGrade = new Map<Grade, { customers: number; defaulted: number }>(GRADES.map((grade) => [grade, { customers: 0, defaulted: 0 }]));
  const notScored: { customer_no: string; reason: 'not-open-yet' | 'account-closed' }[] = [];
  const unknown = new Map(outcomes.rows);
  let withoutOutcome = 0;
  for await (const batch of files) {
    for (const file of batch) {
      const outcome = outcomes.rows.get(file.customerNo);
      const standing = standingOf(file, question);
      if (standing === 'unknown') continue;
      unknown.delete(file.customerNo);
      if (standing !== 'scored') {
        if (outcome) notScored.push({ customer_no: file.customerNo, reason: standing });
        continue;
      }
      if (!outcome) {
        withoutOutcome++;
        continue;
      }
      const { total, scale, grade } = assess(factsOn(file, asOf, position), asOf, book);
      const score = (BigInt(total) * denominator) / BigInt(scale);
      const count = byScore.get(score) ?? { score, defaulted: 0, others: 0 };
      if (outcome.defaulted) count.defaulted++;
      else count.others++;
      byScore.set(score, count);
      const row = byGrade.get(grade)!;
      row.customers++;
      if (outcome.defaulted) row.defaulted++;
    }
  }
  refuseUnknown(outcomes.file, unknown, question);
  const counts = [...byScore.values()].sort((a, b) => (a.score < b.score ? -1 : 1));
  return {
    asOf: formatDay(asOf),
    knownAsOf: question.knownAsOf,
    position,
    editions: book.all().map(({ id }) => id),
    customers: counts.reduce((sum, count) => sum + count.defaulted + count.others, 0),
    defaulted: counts.reduce((sum, count) => sum + count.defaulted, 0),
    ...separation(counts),
    grades: GRADES.map((grade) => {
      const { customers, defaulted } = byGrade.get(grade)!;
      return { grade, customers, defaulted, ...(wilson(defaulted, customers) ?? { rate: null, low: null, high: null }) };
    }),
    scores: counts.map(({ score, defaulted, others }) => ({ total: twoDecimals(score, denominator), customers: defaulted + others, defaulted })),
    notScored,
    withoutOutcome,
  };
}

/** Every scale of a total divides this one. */
function commonScale({ book }: Question): bigint {
  let scale = 10_000n;
  for (const { classes } of book.all()) {
    for (const { denominator } of Object.values(classes)) scale = (scale * BigInt(denominator)) / gcd(scale / 10_000n, BigInt(denominator));
  }
  return scale;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

const twoDecimals = (score: bigint, denominator: bigint): string => {
  const hundredths = (score * 200n + denominator) / (2n * denominator);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
};

function standingOf(file: CaseFile, { asOf, position }: Question): 'scored' | 'unknown' | 'not-open-yet' | 'account-closed' {
  const facts = factsOn(file, asOf, position);
  if (!openingOf(facts)) return openingOf(factsOn(file, Number.MAX_SAFE_INTEGER, position)) ? 'not-open-yet' : 'unknown';
  const closing = facts.all('closed')[0];
  return closing && closing.on < asOf ? 'account-closed' : 'scored';
}

function refuseUnknown(file: string, unknown: Outcomes['rows'], { knownAsOf }: Question): void {
  if (unknown.size === 0) return;
  throw new Refusal(
    [...unknown].map(([customerNo, { line }]) => ({
      code: 'unknown-customer',
      field: 'customer_no',
      value: customerNo,
      message: `${file}, line ${line}, customer_no '${customerNo}': no such customer is on record as known at ${knownAsOf}; expected is one that is.`,
    })),
  );
}
