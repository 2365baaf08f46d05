import type { Day } from '#platform/kernel/day.js';
import { assessFile } from '../asking/assess-file.js';
import type { Question } from '../asking/question.js';
import { emptyCaseFile, type CaseFile } from '../case-file/case-file.js';
import { CREDIT_FACT_TYPES, foldCaseFile, type CreditFact } from '../case-file/fold-case-file.js';
import type { EntryDispute } from '../explaining/disputes.js';
import { explain } from '../explaining/explain.js';
import type { Explanation, Language } from '../explaining/explanation.js';
import { disputeOn, type PlacedEntryEvent } from '../objections/dispute-on.js';
import { ENTRY_EVENT_TYPES, type EntryEvent } from '../objections/entry-events.js';
import { judgedScore } from '../ratings/judged-score.js';
import type { JudgedScore, RatingProposed } from '../ratings/rating-events.js';
import type { PackagedEvent } from './packaged-event.js';
import type { PackagedStatement } from './packaged-statements.js';

/** One customer's history as the events of a package tell it, from which scores are worked out again. */
export class CustomerRecord {
  readonly file: CaseFile;
  readonly recordedTimes = new Map<number, string>();
  /** What formal ratings were judged to be, by rating id. */
  readonly proposals = new Map<string, RatingProposed['payload']>();
  readonly #steps = new Map<string, PlacedEntryEvent[]>();

  constructor(readonly customerNo: string) {
    this.file = emptyCaseFile(customerNo);
  }

  /** Adds an event about the customer; in the order of the log. */
  fold({ position, recordedAt, envelope, payload }: PackagedEvent): void {
    this.recordedTimes.set(position, recordedAt);
    if ((CREDIT_FACT_TYPES as readonly string[]).includes(envelope.type)) foldCaseFile(this.file, { type: envelope.type, payload } as unknown as CreditFact, { id: envelope.id, position });
    else if ((ENTRY_EVENT_TYPES as readonly string[]).includes(envelope.type)) {
      const event = { type: envelope.type, payload } as unknown as EntryEvent;
      const steps = this.#steps.get(event.payload.entry_id) ?? [];
      steps.push({ position, occurredOn: envelope.occurredOn, event });
      this.#steps.set(event.payload.entry_id, steps);
    } else if (envelope.type === 'RatingProposed') {
      const proposed = payload as unknown as RatingProposed['payload'];
      this.proposals.set(proposed.rating_id, proposed);
    }
  }

  /** The score that the events lead to. Throws the Refusal of a question that has no answer. */
  score(question: Question): JudgedScore {
    return judgedScore(assessFile(this.file, question).assessment, question);
  }

  /** The same explained. */
  explanation(question: Question, { language, zone, statements }: { language: Language; zone: string; statements: readonly PackagedStatement[] }): Explanation {
    const assessed = assessFile(this.file, question, true);
    return explain({ ...assessed, question, recordedTimes: this.recordedTimes, disputes: this.#disputes(question.asOf, question.position, statements), language, zone });
  }

  /** The statements that an explanation shows, still sealed. */
  sealedStatements({ asOf, position }: Pick<Question, 'asOf' | 'position'>): { entry: string; sealed: string }[] {
    return [...this.#steps].flatMap(([entry, steps]) => {
      const sealed = disputeOn(steps, asOf, position)?.sealed ?? null;
      return sealed === null ? [] : [{ entry, sealed }];
    });
  }

  #disputes(asOf: Day, position: number, statements: readonly PackagedStatement[]): Map<string, EntryDispute> {
    const disputes = new Map<string, EntryDispute>();
    for (const [entry, steps] of this.#steps) {
      const found = disputeOn(steps, asOf, position);
      if (!found) continue;
      const opened = statements.find((one) => one.entry === entry && one.sealed === found.sealed);
      disputes.set(entry, { ...found.dispute, statement: opened?.text ?? null });
    }
    return disputes;
  }
}
