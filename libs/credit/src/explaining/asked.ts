import type { Day } from '#platform/kernel/day.js';
import type { Assessment } from '../assessing/assessment.js';
import type { CaseFile, OpeningFact } from '../case-file/case-file.js';
import type { KnownFacts } from '../case-file/facts-on.js';
import type { Question } from '../asking/question.js';
import type { EntryDispute } from './disputes.js';
import type { Language } from './explanation.js';

/** A customer, a question and its answer in points: everything that an explanation is made from. */
export interface Asked {
  readonly file: CaseFile;
  readonly question: Question;
  readonly facts: KnownFacts;
  readonly opening: OpeningFact;
  readonly closedOn: Day | null;
  /** Assessed with `explain`. */
  readonly assessment: Assessment;
  /** When each position was recorded. */
  readonly recordedTimes: ReadonlyMap<number, string>;
  /** By entry id; entries about which nothing was said are absent. */
  readonly disputes: ReadonlyMap<string, EntryDispute>;
  readonly language: Language;
  /** The supplier's zone, in which a recorded time is on one day or another. */
  readonly zone: string;
}
