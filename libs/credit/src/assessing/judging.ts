import { formatDay, type Day } from '#platform/kernel/day.js';
import type { Units } from '#platform/kernel/points.js';
import type { OpeningFact } from '../case-file/case-file.js';
import type { KnownFacts } from '../case-file/facts-on.js';
import type { RuleParameters } from '../editions/compiled-edition.js';
import type { EditionBook } from '../editions/edition-book.js';
import { buildArrears, type Arrears } from '../rules/commercial/arrears.js';
import type { CategoryCode, RuleId } from '../rules/rule-ids.js';
import type { Entry, Ground, NotApplied, SupersededStep, WordingValues } from './assessment.js';
import type { NoteCode } from './note-codes.js';

/** What a rule says when it applies. */
export interface Application {
  readonly rule: RuleId;
  /** Tells two applications of one rule apart: the number of the document, or what else it hangs on. */
  readonly key: string;
  readonly points: Units;
  readonly since: Day;
  /** Null: not over yet. */
  readonly until: Day | null;
  readonly grounds: readonly Ground[];
  readonly edition: string;
  readonly values?: WordingValues;
}

/**
 * The bench at which the rules sit: the facts known, the day asked about, the editions; it collects what they find.
 * One is made for each assessment and thrown away.
 */
export class Judging {
  readonly entries: Entry[] = [];
  readonly superseded: SupersededStep[] = [];
  readonly notApplied: NotApplied[] = [];
  readonly stale: CategoryCode[] = [];
  readonly wakes: Day[] = [];
  private arrearsOnce: Arrears | undefined;

  constructor(
    readonly facts: KnownFacts,
    readonly day: Day,
    readonly opening: OpeningFact,
    readonly book: EditionBook,
    /** Whether conditions that did not apply are to be noted, which a list of scores has no use for. */
    readonly explain: boolean,
  ) {}

  /** Bills in order, streaks and clean spans, worked out once for all commercial rules. */
  get arrears(): Arrears {
    return (this.arrearsOnce ??= buildArrears(this.facts, this.day, this.opening));
  }

  /** The parameters of a rule in the edition of a day. */
  parameters(rule: RuleId, day: Day): RuleParameters {
    return this.book.at(day).rules[rule];
  }

  /** Enters an application if it is live on the day asked about; true if it is. */
  apply(application: Application): boolean {
    const { rule, since, until } = application;
    if (since > this.day) {
      this.wake(since);
      return false;
    }
    if (until !== null && until < this.day) {
      this.note(rule, 'lapsed', { document: application.key, until: formatDay(until) }, application.grounds);
      return false;
    }
    if (until !== null) this.wake(until + 1);
    this.entries.push({
      id: `${rule}:${application.key}`,
      rule,
      category: rule.slice(0, 3) as CategoryCode,
      points: application.points,
      since,
      until,
      grounds: application.grounds,
      edition: application.edition,
      values: application.values ?? {},
    });
    return true;
  }

  /** Names an application after the first step of its ladder or group, so that it keeps its id when it grows. */
  applyStep(first: RuleId, application: Application): boolean {
    if (!this.apply(application)) return false;
    const entry = this.entries[this.entries.length - 1];
    this.entries[this.entries.length - 1] = { ...entry, id: `${first}:${application.key}` };
    return true;
  }

  /** A lower step that the entry just applied has replaced. */
  supersede(rule: RuleId, points: Units): void {
    const entry = this.entries[this.entries.length - 1];
    this.superseded.push({ rule, points, entry: entry.id, by: entry.rule });
  }

  note(rule: RuleId, code: NoteCode, values: WordingValues = {}, grounds: readonly Ground[] = []): void {
    if (this.explain) this.notApplied.push({ rule, code, values, grounds });
  }

  /** A day on which something may change by the passing of time alone; days gone by are ignored. */
  wake(day: Day): void {
    if (day > this.day) this.wakes.push(day);
  }
}
