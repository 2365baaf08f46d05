import { Refusal, refuse } from '#platform/deciding/refusal.js';
import { WrongExpectedRevision } from '#platform/event-store/event-store.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { appendGiven } from './commands/append-given.js';
import type { CommandContext, CommandResult, RecordingCommand, Subject } from './commands/command-description.js';
import { recordingRoom } from './commands/command-description.js';
import { decideCommand } from './commands/decide-command.js';
import { claimsOf } from './documents/claims-of.js';
import type { Documents, Taken } from './documents/documents.js';
import type { PersonalVault } from './personal-vault.js';
import { hasPersonalColumns } from './protect-row.js';
import type { RecordKind } from './record-kind.js';
import type { RecordingRoom } from './room.js';
import { liveRecord } from './room-state.js';
import type { RoomState } from './room-state.js';
import { sealEvents } from './seal-events.js';
import { StreamLoader } from './stream-loader.js';
import type { DecidedEvent } from './working.js';

const ATTEMPTS = 8;
const NO_PERSONAL_DATA = { digest: () => null };

/** What recording is done with. */
export interface RecordingTools {
  readonly store: EventStore;
  readonly documents: Documents;
  readonly vault: PersonalVault;
  readonly rooms: readonly RecordingRoom[];
  /** The current day of the supplier's zone, YYYY-MM-DD. */
  readonly today: () => string;
}

/** What a decision is made over, for one attempt. */
export interface Loaded {
  readonly state: RoomState;
  readonly openedOn: string | null;
}

/** Loads, decides, claims and appends: the rim around the pure decisions of the rooms that record. */
export class Recorder {
  readonly loader: StreamLoader;
  readonly #opening: RecordingRoom;
  readonly #rooms = new Map<RecordKind, RecordingRoom>();
  readonly #kindsOfEvents = new Map<string, RecordKind>();

  constructor(readonly tools: RecordingTools) {
    this.loader = new StreamLoader(tools.store);
    const opening = tools.rooms.find((room) => room.opensCustomer);
    if (!opening) throw new Error('no room opens customers');
    this.#opening = opening;
    for (const room of tools.rooms) {
      for (const kind of room.kinds) this.#rooms.set(kind, room);
      for (const [type, kind] of room.mainEvents) this.#kindsOfEvents.set(type, kind);
      for (const [type, { kind }] of room.laterEvents) this.#kindsOfEvents.set(type, kind);
      if (room.changed) this.#kindsOfEvents.set(room.changed, room.kinds[0]);
    }
  }

  /** Runs a recording command. Throws a Refusal when it breaks a rule. */
  async record<Input>(command: RecordingCommand<Input>, input: Input, context: CommandContext): Promise<CommandResult> {
    const room = recordingRoom(command, input);
    const customerNo = await this.#customerOf(room, command.subject(input));
    const dryRun = context.dryRun ?? false;
    const vault = room.kinds.some(hasPersonalColumns) ? await this.tools.vault.of(`customer:${customerNo}`, !dryRun) : NO_PERSONAL_DATA;
    const standsElsewhere = command.looksElsewhere?.(input) ? await this.#standing(customerNo, room) : [];
    return this.write(room, customerNo, context, ({ state, openedOn }) =>
      decideCommand(command, state, input, { customerNo, openedOn, today: this.tools.today(), standsElsewhere }, vault),
    );
  }

  /** Loads, lets `decide` decide, and appends what it decided; again from the start when the stream has moved on meanwhile. */
  async write(room: RecordingRoom, customerNo: string, context: CommandContext, decide: (loaded: Loaded) => readonly DecidedEvent[], claimsHeld = false): Promise<CommandResult> {
    const stream = room.stream(customerNo);
    for (let attempt = 1; ; attempt++) {
      const [state, openedOn] = await Promise.all([this.loader.state(room, customerNo), room.opensCustomer ? null : this.openedOn(customerNo)]);
      const decided = decide({ state, openedOn });
      if (decided.length === 0) return { outcome: 'nothing-new', stream, events: [] };
      const events = await sealEvents(decided, state, this.tools.vault, context.dryRun ?? false);
      const claims = claimsHeld ? [] : claimsOf(decided);
      if (context.dryRun) {
        await this.#refuseTaken(room, claims);
        return { outcome: 'would-record', stream, events: events.map(({ type, version, occurredOn, payload }) => ({ type, version, occurredOn, payload })) };
      }
      try {
        const done = await this.tools.documents.claimed(claims, () => appendGiven(this.tools.store, stream, state.revision, events, context));
        if ('result' in done) return done.result;
        await this.#takeOver(room, done.taken);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  /** First day of a customer; null if it is not registered. */
  async openedOn(customerNo: string): Promise<string | null> {
    return openedOnOf(this.#opening, await this.loader.state(this.#opening, customerNo), customerNo);
  }

  get opening(): RecordingRoom {
    return this.#opening;
  }

  roomOf(kind: RecordKind): RecordingRoom {
    return this.#rooms.get(kind) as RecordingRoom;
  }

  /** The kind of record that an event type records something of; undefined for others. */
  kindOfEvent(type: string): RecordKind | undefined {
    return this.#kindsOfEvents.get(type);
  }

  /** Whether a record stands under a number in a customer's stream. */
  async stands(room: RecordingRoom, kindName: string, number: string, customerNo: string): Promise<boolean> {
    const kind = room.byKind.get(kindName);
    return kind !== undefined && liveRecord(await this.loader.state(room, customerNo), kind, number) !== null;
  }

  async #customerOf(room: RecordingRoom, subject: Subject): Promise<string> {
    if ('customerNo' in subject) return subject.customerNo;
    const customerNo = await this.tools.documents.customerOf(subject.kind, subject.number);
    if (customerNo !== null) return customerNo;
    const words = room.byKind.get(subject.kind)?.words ?? subject.kind;
    throw refuse(`unknown-${subject.kind.replaceAll('_', '-')}`, `There is no ${words} ${subject.number}.`, 404, { value: subject.number, expected: `the number of a recorded ${words}` });
  }

  async #standing(customerNo: string, except: RecordingRoom): Promise<string[]> {
    const others = this.tools.rooms.filter((room) => room !== except);
    const states = await Promise.all(others.map((room) => this.loader.state(room, customerNo)));
    return states.flatMap((state) =>
      [...state.entries].flatMap(([kind, numbers]) => [...numbers].flatMap(([number, entry]) => (entry.live ? [`${kind.words} ${number}`] : []))),
    );
  }

  async #takeOver(room: RecordingRoom, taken: readonly Taken[]): Promise<void> {
    let free: boolean;
    try {
      free = await this.tools.documents.takeOver(taken, (one) => this.stands(room, one.kind, one.number, one.by));
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03') throw error;
      const { kind, number, by } = taken[0];
      throw refuse('number-busy', `The ${kind} number ${number} is claimed for customer ${by} and other records are being written at the moment (an import is running); try again later.`, 409);
    }
    if (!free) throw reusedElsewhere(room, taken);
  }

  async #refuseTaken(room: RecordingRoom, claims: ReturnType<typeof claimsOf>): Promise<void> {
    for (const claim of claims) {
      const by = await this.tools.documents.customerOf(claim.kind, claim.number);
      if (by !== null && by !== claim.customerNo && (await this.stands(room, claim.kind, claim.number, by))) throw reusedElsewhere(room, [{ ...claim, by }]);
    }
  }
}

/** First day of a customer by the state of the room that opens customers. */
export function openedOnOf(opening: RecordingRoom, state: RoomState, customerNo: string): string | null {
  const [kind] = opening.kinds;
  const live = liveRecord(state, kind, customerNo);
  return live ? (live.values[kind.index.get(kind.occurredOn) as number] as string) : null;
}

function reusedElsewhere(room: RecordingRoom, taken: readonly Taken[]): Refusal {
  return new Refusal(
    taken.map(({ kind: name, number, by }) => {
      const kind = room.byKind.get(name);
      return {
        code: 'number-reused',
        field: kind?.number,
        value: number,
        expected: 'a number that no other customer uses',
        message: `The ${kind?.words ?? name} ${number} is recorded for customer ${by}; a number is not used again with other content.`,
      };
    }),
    409,
  );
}
