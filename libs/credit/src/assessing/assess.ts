import { addMonths, type Day } from '#platform/kernel/day.js';
import { UNITS_PER_POINT } from '#platform/kernel/points.js';
import { compareCodePoints } from '#platform/kernel/code-points.js';
import type { CustomerClass } from '#customers/events.js';
import type { OpeningFact } from '../case-file/case-file.js';
import type { KnownFacts } from '../case-file/facts-on.js';
import type { ClassBasis, CompiledEdition } from '../editions/compiled-edition.js';
import type { EditionBook } from '../editions/edition-book.js';
import { ASSESSORS } from '../rules/rulebook.js';
import { CATEGORY_CODES, type CategoryCode, type Grade } from '../rules/rule-ids.js';
import type { Assessment, CategoryScore, Entry } from './assessment.js';
import { Judging } from './judging.js';

/** The account that a customer's facts describe, or null where none was opened by then. */
export function openingOf(facts: KnownFacts): OpeningFact | null {
  return facts.all('opened')[0] ?? null;
}

/** The class in force on a day: the latest reclassification effective by then, else the class at opening (§3.3, 16). */
export function classOn(facts: KnownFacts, opening: OpeningFact, day: Day): CustomerClass {
  let found: CustomerClass = opening.cls;
  let best: { on: Day; at: number } | null = null;
  for (const change of facts.all('reclassified')) {
    // Of two that start on one day the one recorded later stands, as with any record that is given again.
    if (change.on <= day && (!best || change.on > best.on || (change.on === best.on && change.at > best.at))) {
      best = change;
      found = change.cls;
    }
  }
  return found;
}

/**
 * A customer's credit on `day`, from the facts known (domain.md §3.3). Pure: the same facts, day and book give the
 * same answer for ever. `facts` hold what occurred by the day asked about; `day` may be later, to see what the passing
 * of time alone would bring. Throws a RangeError if no account was opened by then: ask `openingOf` first.
 */
export function assess(facts: KnownFacts, day: Day, book: EditionBook, explain = false): Assessment {
  const opening = openingOf(facts);
  if (!opening) throw new RangeError(`customer ${facts.customerNo} had no account that was known and opened by then`);
  const edition = book.at(day);
  const customerClass = classOn(facts, opening, day);
  const basis = edition.classes[customerClass];

  const judging = new Judging(facts, day, opening, book, explain);
  for (const assessor of ASSESSORS) assessor.assess(judging);
  judging.entries.sort(byRuleThenSince);

  const entries: Entry[] = [];
  const withoutEffect: Entry[] = [];
  for (const entry of judging.entries) (basis.categories.includes(entry.category) ? entries : withoutEffect).push(entry);

  const categories = basis.categories.map((code) => scoreCategory(code, edition, basis, entries));
  const total = categories.reduce((sum, { value }) => sum + value, 0);
  const scale = UNITS_PER_POINT * basis.denominator;
  // The veto looks at full marks and deductions alone, so that a reward cannot buy a way out (domain.md §3.3, 12).
  const veto = categories.filter(({ code, full, deductions }) => edition.vetoCategories.has(code) && full + deductions <= 0).map(({ code }) => code);

  const provisionalUntil = addMonths(opening.on, edition.provisionalMonths);
  judging.wake(provisionalUntil + 1);
  for (const change of facts.all('reclassified')) judging.wake(change.on);
  const nextEdition = book.nextChange(day);
  if (nextEdition !== null) judging.wake(nextEdition);

  return {
    customerNo: facts.customerNo,
    customerClass,
    day,
    edition: edition.id,
    scale,
    numerator: basis.numerator,
    categories,
    total,
    grade: veto.length > 0 ? edition.vetoGrade : gradeOf(total, basis.denominator, edition),
    veto,
    provisional: day <= provisionalUntil,
    entries,
    superseded: judging.superseded,
    withoutEffect,
    stale: judging.stale.filter((code) => basis.categories.includes(code)),
    notApplied: judging.notApplied,
    wakes: [...new Set(judging.wakes)].sort((a, b) => a - b),
  };
}

function scoreCategory(code: CategoryCode, edition: CompiledEdition, basis: ClassBasis, entries: readonly Entry[]): CategoryScore {
  const full = edition.fullMarks[code] * basis.numerator;
  let deductions = 0;
  let rewards = 0;
  for (const { category, points } of entries) {
    if (category !== code) continue;
    if (points < 0) deductions += points * basis.numerator;
    else rewards += points * basis.numerator;
  }
  // Added first, then limited once (domain.md §3.3, 11).
  const raw = full + deductions + rewards;
  const value = Math.min(Math.max(raw, 0), full);
  return { code, full, deductions, rewards, value, capped: raw - value };
}

/** The grade of a total without regard to any veto; `total` is in units × numerator, so the bounds are scaled alike. */
export function gradeOf(total: number, denominator: number, edition: CompiledEdition): Grade {
  for (const { grade, from } of edition.grades) if (total >= from * denominator) return grade;
  return edition.grades[edition.grades.length - 1].grade;
}

const categoryOrder = (entry: Entry): number => CATEGORY_CODES.indexOf(entry.category);
const byRuleThenSince = (a: Entry, b: Entry): number =>
  categoryOrder(a) - categoryOrder(b) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) || a.since - b.since || compareCodePoints(a.id, b.id);
