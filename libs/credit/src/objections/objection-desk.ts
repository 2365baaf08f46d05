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
import { judgedEntry } from '../ratings/judged-score.js';
import type { Acting } from '../ratings/rating-step.js';
import { decideAnswerEntryObjection, type AnswerEntryObjection } from './decisions/answer-entry-objection.js';
import { foldDisputedEntry, type DisputedEntry } from './disputed-entry.js';
import type { EntryEvent, EntrySeen } from './entry-events.js';
import type { AboutEntry } from './entry-step.js';
import { entryStream, streamOfObjection } from './objection-id.js';

/** An entry that a step is about: of whom, which, and on what day it is looked at. */
export interface Aim {
  readonly customerNo: string;
  readonly entryId: string;
  /** The day asked about; left out: the day of the step. */
  readonly asOf?: string;
  /** The day of the step, as given. */
  readonly on?: string;
}

/** What a decision about an entry gets to see. */
export interface Sight {
  readonly about: AboutEntry;
  readonly acting: Acting;
  /** The day on which the entry was looked at. */
  readonly asOf: string;
  /** Days within which an objection of that day is to be answered. */
  readonly answerDays: number;
}

/** Where notices, objections and statements about single entries are recorded. */
@Injectable()
export class ObjectionDesk {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly reader: CreditReader,
  ) {}

  /** Takes a step about an entry, which the decision gets to see as it stands on the day asked about. */
  async step(aim: Aim, context: CommandContext, decide: (sight: Sight) => NewEvent): Promise<CommandResult> {
    const { customerNo, entryId } = aim;
    const today = this.reader.today();
    const on = (aim.on === undefined ? null : parseDay(aim.on)) ?? today;
    const asOf = aim.asOf === undefined ? on : dayAsked('as-of', aim.asOf);
    const { seen, answerDays } = await this.look(customerNo, entryId, asOf, on);
    const acting = { actor: context.actor, today };
    return this.append(entryStream(customerNo, entryId), context, (before) => decide({ about: { customerNo, entryId, seen, before }, acting, asOf: formatDay(asOf), answerDays }));
  }

  /** Takes a step that needs nothing but what was said about the entry before. */
  async stepOfRecord(customerNo: string, entryId: string, context: CommandContext, decide: (before: DisputedEntry | null, acting: Acting) => NewEvent): Promise<CommandResult> {
    return this.append(entryStream(customerNo, entryId), context, (before) => decide(before, { actor: context.actor, today: this.reader.today() }));
  }

  /** Answers an objection. Corrections are checked to be events that concern the customer. */
  async answer(objectionId: string, input: AnswerEntryObjection, context: CommandContext): Promise<CommandResult> {
    const stream = streamOfObjection(objectionId);
    const record = stream === null ? null : await this.load(stream);
    const acting = { actor: context.actor, today: this.reader.today() };
    if (!record || stream === null) throw refuse('unknown-objection', `There is no objection '${objectionId}'; 'objections list' shows those there are.`, 404, { field: 'objection_id', value: objectionId, expected: 'an id that objections list shows' });
    for (const id of input.corrections) await this.requireCorrection(id, record.customerNo);
    const answer = await sealText(this.vault, record.customerNo, input.answer, `entry-answer ${objectionId}`, context.dryRun);
    return this.append(stream, context, (before) => decideAnswerEntryObjection(before, objectionId, { ...input, answer }, acting));
  }

  /** Encrypts the customer's words about an entry. */
  seal(customerNo: string, entryId: string, text: string, context: CommandContext): Promise<string> {
    return sealText(this.vault, customerNo, text, `entry-statement ${entryId}`, context.dryRun);
  }

  private async look(customerNo: string, entryId: string, asOf: Day, on: Day): Promise<{ seen: EntrySeen | null; answerDays: number }> {
    const question = await this.reader.question({ asOf: formatDay(asOf) });
    const { assessment } = await this.reader.assessCustomer(customerNo, question);
    const entry = [...assessment.entries, ...assessment.withoutEffect].find(({ id }) => id === entryId);
    const answerDays = question.book.at(on).source.procedure.entryAnswerDays.value;
    if (!entry) return { seen: null, answerDays };
    return { seen: { as_of: formatDay(asOf), known_as_of: question.knownAsOf, position: String(question.position), entry: judgedEntry(entry, assessment) }, answerDays };
  }

  private async requireCorrection(eventId: string, customerNo: string): Promise<void> {
    const event = await this.store.readEvent(eventId);
    if (event?.envelope.customers.includes(customerNo)) return;
    throw refuse('unknown-correction', `Event ${eventId} is no event of customer ${customerNo}: a correction is named by the id of the event that puts the entry right.`, 404, { field: 'corrections', value: eventId, expected: 'the id of an event of the same customer' });
  }

  private async load(stream: string): Promise<DisputedEntry | null> {
    const events = await this.store.readStream(stream);
    return foldDisputedEntry(events.map(({ envelope, payload }) => ({ type: envelope.type, payload }) as unknown as EntryEvent));
  }

  private append(stream: string, context: CommandContext, decide: (before: DisputedEntry | null) => NewEvent): Promise<CommandResult> {
    return appendDecided<readonly EntryEvent[], EntryEvent>(this.store, {
      stream,
      initial: [],
      evolve: (events, event) => [...events, event],
      decide: (events) => {
        const { type, payload, occurredOn, customers } = decide(foldDisputedEntry(events));
        return [{ event: { type, payload } as unknown as EntryEvent, occurredOn, customers }];
      },
      context,
    });
  }
}
