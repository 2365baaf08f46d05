import type { z } from 'zod';
import type { WriteContext } from '#platform/event-store/event-store.js';
import type { CellProblem, Row } from '../record-kind.js';
import type { RecordingRoom } from '../room.js';
import type { RoomState } from '../room-state.js';
import type { DecidedEvent } from '../working.js';

/** A sentence in both languages of the product. */
export interface InBothLanguages {
  readonly en: string;
  readonly zh: string;
}

/** What anybody who gives a command says besides its content. */
export interface CommandContext extends WriteContext {
  /** Show the events that would be written; write nothing, claim nothing. */
  readonly dryRun?: boolean;
  /** Given by a process, perhaps not for the first time: the events get ids that follow from it (processing/command-id.ts). */
  readonly commandId?: string;
}

/** What a command came to. `nothing-new`: everything it says is recorded already. */
export interface CommandResult {
  readonly outcome: 'recorded' | 'nothing-new' | 'would-record';
  readonly stream: string;
  /** Revision of the last event written; absent in a dry run and where nothing was new. */
  readonly revision?: number;
  readonly events: readonly { id?: string; type: string; version: number; revision?: number; occurredOn: string; payload?: unknown }[];
}

/** A command as everybody sees it who gives one: by hand, over HTTP, in the documentation. */
export interface CommandDescription {
  /** Imperative: `RecordPayment`. */
  readonly name: string;
  readonly room: string;
  readonly summary: InBothLanguages;
  /** Field names as in domain.md §4; strict, so that an unknown field is an error. */
  readonly schema: z.ZodType;
  /** Fields whose values are never shown, not in a refusal either. */
  readonly personalFields?: readonly string[];
  /** A valid input. */
  readonly example: Record<string, unknown>;
  /** The class under which the CommandBus knows it; `new command(input, context)`. */
  readonly command: CommandClass;
}

export type CommandClass = new (input: never, context: CommandContext) => object;

/** What a recording command is about: a customer, or a document whose customer the document index knows. */
export type Subject = { readonly customerNo: string } | { readonly kind: string; readonly number: string };

export interface RecordingDecisionContext {
  readonly customerNo: string;
  readonly openedOn: string | null;
  readonly today: string;
  /** True if records of the customer stand in another room; only asked of rooms that open customers. */
  readonly standsElsewhere: readonly string[];
}

export interface RecordingDecision {
  readonly events: readonly DecidedEvent[];
  readonly problems: readonly CellProblem[];
}

/** A command that a room decides by a pure function over its own stream of one customer. */
export interface RecordingCommand<Input = Record<string, unknown>> extends CommandDescription {
  /** The room whose stream it appends to, or how the input says which. */
  readonly recording: RecordingRoom | ((input: Input) => RecordingRoom);
  readonly subject: (input: Input) => Subject;
  /** Rows that the command wants recorded, before personal data is protected; [] if it records none. */
  readonly rows: (input: Input, customerNo: string) => { rows: Row[]; problems: CellProblem[] };
  readonly decide: (state: RoomState, input: Input, rows: readonly Row[], context: RecordingDecisionContext) => RecordingDecision;
  /** True if the decision asks whether records of the customer stand in other rooms. */
  readonly looksElsewhere?: (input: Input) => boolean;
}

export function recordingRoom<Input>(command: RecordingCommand<Input>, input: Input): RecordingRoom {
  return typeof command.recording === 'function' ? command.recording(input) : command.recording;
}
