import { setTimeout as wait } from 'node:timers/promises';
import { formatDay, type Day } from '#platform/kernel/day.js';
import type { CommandResult } from '#platform/recording/commands/command-description.js';

const MINUTE = 60_000;

export interface DayKeeperOptions {
  /** The zone's current day. */
  readonly today: () => Day;
  /** Closes all days through `day`; does nothing where they are closed. */
  readonly close: (day: string) => Promise<CommandResult>;
  readonly onError: (error: unknown) => void;
}

/**
 * Closes yesterday once it is over. It looks each minute instead of sleeping until midnight, because a clock may be
 * set and a computer may sleep; closing twice, here or in another process, changes nothing.
 */
export class DayKeeper {
  private closedThrough: Day | null = null;

  constructor(private readonly options: DayKeeperOptions) {}

  /** Closes yesterday if this keeper has not seen it closed. Never throws: it is tried again at the next look. */
  async look(): Promise<void> {
    try {
      const yesterday = this.options.today() - 1;
      if (this.closedThrough !== null && yesterday <= this.closedThrough) return;
      await this.options.close(formatDay(yesterday));
      this.closedThrough = yesterday;
    } catch (error) {
      this.options.onError(error);
    }
  }

  /** Looks at once and then each minute, until the signal is aborted. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look();
      await wait(MINUTE, undefined, { signal }).catch(() => undefined);
    }
  }
}
