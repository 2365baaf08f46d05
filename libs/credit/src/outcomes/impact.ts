import { formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { Question } from '../asking/question.js';
import { assess, openingOf } from '../assessing/assess.js';
import type { Assessment } from '../assessing/assessment.js';
import type { CaseFile } from '../case-file/case-file.js';
import { factsOn } from '../case-file/facts-on.js';
import type { CompiledEdition } from '../editions/compiled-edition.js';
import { EditionBook } from '../editions/edition-book.js';
import type { Language } from '../explaining/explanation.js';
import { GRADES, type Grade } from '../rules/rule-ids.js';
import { IMPACT_WORDINGS } from './impact-wording.js';
import { whyDifferent, type Because } from './why-different.js';

export interface GradeChange {
  readonly customer_no: string;
  readonly before: Grade;
  readonly after: Grade;
  readonly totalBefore: string;
  readonly totalAfter: string;
  readonly because: readonly Because[];
}

export interface Impact {
  readonly asOf: string;
  readonly knownAsOf: string;
  readonly position: number;
  /** Id of the edition in force that day, and of the one tried. */
  readonly from: string;
  readonly to: string;
  readonly customers: number;
  /** Customers who keep their grade. */
  readonly unchanged: number;
  /** Of these, those whose total moves. */
  readonly totalsChanged: number;
  readonly better: number;
  readonly worse: number;
  /** Customers by grade before (rows) and after, where there are any. */
  readonly migration: readonly { readonly before: Grade; readonly after: Grade; readonly customers: number }[];
  readonly changed: readonly GradeChange[];
}

/** The same customers on the same day under one other edition, which then judges everything: who changes grade, and why. */
export async function impact(files: AsyncIterable<readonly CaseFile[]>, question: Question, tried: CompiledEdition, language: Language = 'en'): Promise<Impact> {
  const { asOf, position, book } = question;
  const other = EditionBook.only(tried);
  const moved = new Map<string, number>();
  const changed: GradeChange[] = [];
  let customers = 0;
  let totalsChanged = 0;
  for await (const batch of files) {
    for (const file of batch) {
      const facts = factsOn(file, asOf, position);
      const closing = facts.all('closed')[0];
      if (!openingOf(facts) || (closing && closing.on < asOf)) continue;
      const before = assess(facts, asOf, book);
      const after = assess(facts, asOf, other);
      customers++;
      const key = `${before.grade} ${after.grade}`;
      moved.set(key, (moved.get(key) ?? 0) + 1);
      if (before.grade !== after.grade) changed.push(changeOf(before, after, whyDifferent(before, after, book.at(asOf), tried, IMPACT_WORDINGS[language])));
      else if (before.total * after.scale !== after.total * before.scale) totalsChanged++;
    }
  }
  const rank = (grade: Grade): number => GRADES.indexOf(grade);
  return {
    asOf: formatDay(asOf),
    knownAsOf: question.knownAsOf,
    position,
    from: book.at(asOf).id,
    to: tried.id,
    customers,
    unchanged: customers - changed.length,
    totalsChanged,
    better: changed.filter(({ before, after }) => rank(after) < rank(before)).length,
    worse: changed.filter(({ before, after }) => rank(after) > rank(before)).length,
    migration: GRADES.flatMap((before) =>
      GRADES.flatMap((after) => {
        const count = moved.get(`${before} ${after}`);
        return count === undefined ? [] : [{ before, after, customers: count }];
      }),
    ),
    changed,
  };
}

function changeOf(before: Assessment, after: Assessment, because: readonly Because[]): GradeChange {
  return {
    customer_no: before.customerNo,
    before: before.grade,
    after: after.grade,
    totalBefore: formatPoints(before.total, before.scale),
    totalAfter: formatPoints(after.total, after.scale),
    because,
  };
}
