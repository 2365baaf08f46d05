import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Day } from '#platform/kernel/day.js';

/** What follows from an event or a timer: a command of the process's own room, a timer, or a timer that is no longer wanted. */
export type Reaction =
  | {
      readonly give: string;
      readonly input: JsonObject;
      /** Tells commands apart that follow from one event; the command's name if left out. */
      readonly as?: string;
    }
  | {
      /** The id of the timer, unique in its process; setting it again replaces it. */
      readonly remind: string;
      /** Due when the log says that this day (YYYY-MM-DD) is over … */
      readonly on?: string;
      /** … or when something was recorded at or after this instant (RFC 3339, UTC). */
      readonly at?: string;
      readonly note: JsonObject;
    }
  | { readonly forget: string };

/** What a reaction may look at besides its cause. No clock: it is the log's own time. */
export interface ReactionContext {
  /** The supplier's day of the last record in the log when this was looked at: what `mayActOutward` is to be asked with. */
  readonly today: Day;
}

/** A timer that is due. */
export interface DueTimer {
  readonly id: string;
  readonly key: string;
  readonly note: JsonObject;
}

/**
 * What the house does by itself when something was recorded (docs/how-to/add-a-projection-or-process.md). It hears any
 * room's events and gives orders only in its own. Both functions are pure: the same cause leads to the same commands.
 */
export interface Process {
  /** A sentence: `when-an-answer-is-overdue-then-record-it`. */
  readonly name: string;
  readonly room: string;
  readonly eventTypes: readonly string[];
  /** The commands it may give, all of its own room. */
  readonly gives: readonly string[];
  react(event: NumberedEvent, context: ReactionContext): readonly Reaction[];
  onTimer?(timer: DueTimer, context: ReactionContext): readonly Reaction[];
}
