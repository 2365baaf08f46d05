import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore, NewEvent } from '#platform/event-store/event-store.js';
import { formatDay, parseDay, type Day } from '#platform/kernel/day.js';
import type { Vault } from '#platform/personal-data/vault.js';
import type { CommandContext, CommandResult } from '#platform/recording/commands/command-description.js';
import { EVENT_STORE, VAULT } from '#platform/tokens.js';
import { CreditReader, dayAsked } from '../asking/credit-reader.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import { sealText } from '../deciding/sealed-text.js';
import type { Edition } from '../editions/edition-schema.js';
import { decideIssueRating, type IssueRating } from './decisions/issue-rating.js';
import { decideMarkRatingCorrected } from './decisions/mark-rating-corrected.js';
import { decideProposeRating } from './decisions/propose-rating.js';
import { judgedScore } from './judged-score.js';
import { evolveRating, foldRating, type Rating } from './rating.js';
import { parseRatingId, ratingId } from './rating-id.js';
import { ratingStream, type RatingEvent } from './rating-events.js';
import type { Acting } from './rating-step.js';

const MOST_RATINGS_OF_A_DAY = 1000;

/** What a proposal says; a correction names the rating to be corrected and why. */
export interface Proposal {
  readonly customerNo: string;
  readonly asOf?: string;
  readonly proposedOn?: string;
  readonly note?: string;
  readonly correcting?: { readonly id: string; readonly reason: string };
}

/** Where ratings are decided on: it loads what a decision needs, lets it decide, and appends what it decided. */
@Injectable()
export class RatingDesk {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly reader: CreditReader,
  ) {}

  /** Judges the customer as known now and proposes what comes out. Refusals: those of the question and of the decision. */
  async propose({ customerNo, asOf: asked, proposedOn, note, correcting }: Proposal, context: CommandContext): Promise<CommandResult> {
    const old = correcting && { rating: await this.rating(correcting.id), reason: correcting.reason };
    const acting = this.acting(context);
    const asOf = this.dayAskedAbout(asked ?? (old && formatDay(old.rating.asOf)) ?? proposedOn);
    const question = await this.reader.question({ asOf: formatDay(asOf) });
    const { assessment } = await this.reader.assessCustomer(customerNo, question);
    const judged = judgedScore(assessment, question);
    // The number is the first that is free; whoever takes it meanwhile is seen at the next attempt.
    for (;;) {
      const earlier = await this.ratingsOf(customerNo, asOf);
      const event = decideProposeRating(earlier, { customerNo, asOf, proposedOn, note, correcting: old, judged }, acting);
      const result = await appendDecided<Rating | null, RatingEvent>(this.store, {
        stream: ratingStream(event.payload.rating_id as string),
        initial: null,
        evolve: evolveRating,
        decide: (taken) => (taken ? [] : [decided(event)]),
        context,
      });
      if (result.outcome !== 'nothing-new') return result;
    }
  }

  /** Takes one step about one rating. `decide` is pure; it may be asked again when the stream has moved on. */
  async step(id: string, context: CommandContext, decide: (rating: Rating, acting: Acting) => NewEvent | null): Promise<CommandResult> {
    const acting = this.acting(context);
    requireRatingId(id);
    return appendDecided<Rating | null, RatingEvent>(this.store, {
      stream: ratingStream(id),
      initial: null,
      evolve: evolveRating,
      decide: (rating) => {
        const event = decide(existing(rating, id), acting);
        return event ? [decided(event)] : [];
      },
      context,
    });
  }

  /** The same with a text of or to the customer, which is encrypted first. `place` names where it stands. */
  async stepWithText(id: string, text: string, place: string, context: CommandContext, decide: (rating: Rating, sealed: string, acting: Acting) => NewEvent): Promise<CommandResult> {
    const { customerNo } = await this.rating(id);
    const sealed = await sealText(this.vault, customerNo, text, `${place} ${id}`, context.dryRun);
    return this.step(id, context, (rating, acting) => decide(rating, sealed, acting));
  }

  /**
   * Issues a rating and closes the one that it corrects. These are two streams and so two appends: whoever finds the
   * second missing gives the command again, and only that is made up for.
   */
  async issue(id: string, input: IssueRating, context: CommandContext): Promise<CommandResult> {
    const rating = await this.rating(id);
    const corrected = rating.corrects === null ? null : await this.rating(rating.corrects);
    if (corrected && rating.issuedOn !== null && corrected.stage !== 'corrected') return this.markCorrected(corrected.id, id, context);
    const result = await this.step(id, context, (one, acting) => decideIssueRating(one, input, acting, corrected));
    if (corrected && result.outcome === 'recorded') await this.markCorrected(corrected.id, id, { ...context, causationId: result.events[0].id ?? context.causationId });
    return result;
  }

  async markCorrected(id: string, by: string, context: CommandContext): Promise<CommandResult> {
    const correcting = await this.rating(by);
    return this.step(id, context, (rating) => decideMarkRatingCorrected(rating, correcting));
  }

  /** The number of days that an edition grants, by the edition in force on a day as known now. */
  async procedureOn(day: Day): Promise<Edition['procedure']> {
    const { book } = await this.reader.question({});
    return book.at(day).source.procedure;
  }

  /** The day of a step, before it is checked: the one given if it is a day at all, else today. */
  dayGiven(given: string | undefined): Day {
    return (given === undefined ? null : parseDay(given)) ?? this.reader.today();
  }

  /** Refuses an id that names no rating, with status 404. */
  async rating(id: string): Promise<Rating> {
    requireRatingId(id);
    return existing(await this.load(id), id);
  }

  private async ratingsOf(customerNo: string, asOf: Day): Promise<Rating[]> {
    const found: Rating[] = [];
    for (let n = 1; n <= MOST_RATINGS_OF_A_DAY; n++) {
      const rating = await this.load(ratingId(customerNo, asOf, n));
      if (!rating) return found;
      found.push(rating);
    }
    throw refuse('too-many-ratings', `Customer ${customerNo} has ${MOST_RATINGS_OF_A_DAY} ratings as of ${formatDay(asOf)}; choose another day.`, 409);
  }

  private async load(id: string): Promise<Rating | null> {
    const events = await this.store.readStream(ratingStream(id));
    return foldRating(events.map(({ envelope, payload }) => ({ type: envelope.type, payload }) as unknown as RatingEvent));
  }

  private acting({ actor }: CommandContext): Acting {
    return { actor, today: this.reader.today() };
  }

  private dayAskedAbout(given: string | undefined): Day {
    return given === undefined ? this.reader.today() : dayAsked('as-of', given);
  }
}

/** An event of a decision as it is appended. */
export function decided(event: NewEvent) {
  return { event: { type: event.type, payload: event.payload } as unknown as RatingEvent, occurredOn: event.occurredOn, customers: event.customers };
}

function requireRatingId(id: string): void {
  if (!parseRatingId(id)) throw unknown(id);
}

function existing(rating: Rating | null, id: string): Rating {
  if (!rating) throw unknown(id);
  return rating;
}

const unknown = (id: string) => refuse('unknown-rating', `There is no rating '${id}'; 'ratings list' shows those there are.`, 404, { field: 'rating_id', value: id, expected: 'an id that ratings list shows' });
