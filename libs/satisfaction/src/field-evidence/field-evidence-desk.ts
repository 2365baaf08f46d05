import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { appendDecided } from '#platform/recording/commands/append-decided.js';
import type { CommandContext, CommandResult } from '#platform/recording/commands/command-description.js';
import type { DeskCommand } from '#platform/recording/commands/desk-command.js';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { dayField, documentNumberField } from '#platform/recording/commands/input-schema.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import { decideRecordEvidence } from './decide-record.js';
import type { FieldEvidenceEvent, MysteryVisitRecorded, SymposiumRecorded } from './field-evidence-events.js';

/** Where evidence from the field is put on record. */
@Injectable()
export class FieldEvidenceDesk {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  record(stream: string, occurredOn: string, event: FieldEvidenceEvent, context: CommandContext): Promise<CommandResult> {
    const today = todayIn(this.config.zone, this.clock);
    return appendDecided<FieldEvidenceEvent | null, FieldEvidenceEvent>(this.store, {
      stream, initial: null, evolve: (_before, one) => one, context,
      decide: (before) => {
        const decided = decideRecordEvidence(before, event, today);
        return decided ? [{ event: decided, occurredOn, customers: [] }] : [];
      },
    });
  }
}

class RecordMysteryVisit extends GivenCommand {}
class RecordSymposium extends GivenCommand {}

const text = (most: number, what: string) => z.string().trim().min(1).max(most).describe(`${what} No personal data.`);
const region = z.string().min(1).max(200).optional().describe('The region.');

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- commands differ in their inputs
export const fieldEvidenceCommands: readonly DeskCommand<FieldEvidenceDesk, any>[] = [
  {
    name: 'RecordMysteryVisit',
    room: 'satisfaction',
    summary: { en: 'Records what a mystery customer found: evidence, in no index.', zh: '登记神秘顾客暗访情况（仅作佐证，不计入指数）。' },
    schema: z.strictObject({ visit_no: documentNumberField, visited_on: dayField, region, place: text(200, 'Where: a hall, a hotline.'), observations: text(10_000, 'What was seen and heard.') }),
    example: { visit_no: 'MV-2026-07', visited_on: '2026-03-02', region: 'North', place: 'North hall 2', observations: 'Waited 4 minutes; the clerk explained the bill unasked.' },
    command: RecordMysteryVisit,
    carryOut: (desk, payload: MysteryVisitRecorded['payload'], context) => desk.record(`mystery-visit-${payload.visit_no}`, payload.visited_on, { type: 'MysteryVisitRecorded', payload }, context),
  },
  {
    name: 'RecordSymposium',
    room: 'satisfaction',
    summary: { en: 'Records the notes of a symposium with customers: evidence, in no index.', zh: '登记客户座谈会纪要（仅作佐证，不计入指数）。' },
    schema: z.strictObject({ symposium_no: documentNumberField, held_on: dayField, region, topic: text(300, 'What it was about.'), participants: z.int().min(1).max(100_000).describe('How many took part.'), notes: text(20_000, 'What was said.') }),
    example: { symposium_no: 'SY-2026-02', held_on: '2026-03-05', topic: 'Outages in summer', participants: 14, notes: 'Two asked for notices by WeChat.' },
    command: RecordSymposium,
    carryOut: (desk, payload: SymposiumRecorded['payload'], context) => desk.record(`symposium-${payload.symposium_no}`, payload.held_on, { type: 'SymposiumRecorded', payload }, context),
  },
];
