import { dayInZone } from '#platform/config/zone.js';
import { formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import { eventType } from '../case-file/case-file.js';
import type { Assessment, Ground, WordingValues } from '../assessing/assessment.js';
import { comingAssessments } from '../assessing/coming-assessments.js';
import type { CompiledEdition } from '../editions/compiled-edition.js';
import { buildArrears, type Arrears } from '../rules/commercial/arrears.js';
import type { CategoryCode } from '../rules/rule-ids.js';
import type { Asked } from './asked.js';
import type { ExplainedFact } from './explanation.js';
import { factWords } from './fact-words.js';
import { WORDINGS, type Wording, type Words } from './wording/wording.js';

/** How one explanation is told: its language, its scale, its edition, the recorded times of its facts. */
export class Telling {
  readonly wording: Wording;
  /** The edition in force on the day asked about. */
  readonly edition: CompiledEdition;

  private arrearsOnce: Arrears | undefined;
  private comingOnce: readonly Assessment[] | undefined;

  constructor(readonly asked: Asked) {
    this.wording = WORDINGS[asked.language];
    this.edition = asked.question.book.at(asked.question.asOf);
  }

  /** Bills, streaks and clean spans as they stand on the day asked about. */
  get arrears(): Arrears {
    const { facts, question, opening } = this.asked;
    return (this.arrearsOnce ??= buildArrears(facts, question.asOf, opening));
  }

  /** What the passing of time alone will bring, day by day on which something may change. */
  get coming(): readonly Assessment[] {
    const { facts, assessment, question, closedOn } = this.asked;
    return (this.comingOnce ??= closedOn === null ? [...comingAssessments(facts, assessment, question.book)] : []);
  }

  get asOf(): string {
    return formatDay(this.asked.question.asOf);
  }

  /** An amount on the customer's own scale. */
  shown(amount: number): string {
    return formatPoints(amount, this.asked.assessment.scale);
  }

  /** Points as the rulebook states them, on the customer's own scale. */
  effective(points: number): string {
    return this.shown(points * this.asked.assessment.numerator);
  }

  category(code: CategoryCode): string {
    return this.edition.source.categories[code].name[this.asked.language];
  }

  /** Name of the customer's class. */
  get className(): string {
    return this.edition.source.classes[this.asked.assessment.customerClass].name[this.asked.language];
  }

  /** The values of an entry or a note, as words. */
  words(values: WordingValues): Words {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? this.wording.list(value) : String(value)]));
  }

  fact({ kind, fact }: Ground): ExplainedFact {
    const { assessment, question, recordedTimes, zone, language } = this.asked;
    const recordedAt = recordedTimes.get(fact.at) ?? '';
    return {
      event: fact.id,
      type: eventType({ kind, fact }),
      document: fact.no === '' ? assessment.customerNo : fact.no,
      occurredOn: formatDay(fact.on),
      recordedAt,
      position: fact.at,
      late: recordedAt !== '' && dayInZone(recordedAt, zone) > question.asOf,
      text: this.wording.facts[kind](factWords(kind, fact, this.edition, language)),
    };
  }

  facts(grounds: readonly Ground[]): ExplainedFact[] {
    const seen = new Set<string>();
    return grounds.filter(({ fact }) => !seen.has(fact.id) && seen.add(fact.id)).map((ground) => this.fact(ground));
  }
}
