import { Refusal } from '#platform/deciding/refusal.js';
import { WrongExpectedRevision } from '#platform/event-store/event-store.js';
import { UnreadableEvent } from '#platform/event-store/unreadable-event.js';
import type { Facts, Observer, Step } from './observed.js';
import { firstHeard, log, logUnexpected } from './structured-log.js';

/** The steps that nobody waits for; whoever gave a command or asked a question hears of its failure anyhow. */
const TEXTS: Readonly<Partial<Record<Step, string>>> = {
  sequence: 'Committed events could not be numbered; the next numbering makes up for it.',
  project: 'A read model could not take in a page of events; it is tried again.',
};
/** The same failure of the same step is told this often at most, with how often it came. */
const EVERY_MS = 10_000;

/** Logs what goes wrong behind the requests and would otherwise fail in silence. */
export class LogFailures implements Observer {
  readonly #told = new Map<string, { at: number; silent: number }>();

  async around<Result>(step: Step, facts: Facts, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (TEXTS[step] && isFailure(error)) this.#tell(step, facts, error);
      throw error;
    }
  }

  #tell(step: Step, { name, correlationId, correlationIds }: Facts, error: unknown): void {
    const key = `${step} ${name ?? ''} ${error instanceof Error ? error.name : ''}`;
    const last = this.#told.get(key);
    const now = performance.now();
    if (last && now - last.at < EVERY_MS) {
      if (firstHeard(error)) last.silent++;
      return;
    }
    this.#told.set(key, { at: now, silent: 0 });
    const correlation = correlationId ?? (correlationIds?.length === 1 ? correlationIds[0] : undefined);
    const text = `${TEXTS[step]}${name ? ` (${name})` : ''}${last && last.silent > 0 ? ` It happened ${last.silent} more times since it was told last.` : ''}`;
    if (error instanceof UnreadableEvent && firstHeard(error)) log('error', text, { error: error.name, reason: error.reason, correlationId: correlation });
    else logUnexpected(text, error, correlation);
  }
}

/** Refusals and lost races are answers, not failures; an event that cannot be read is one all the same. */
export function isFailure(error: unknown): boolean {
  return error instanceof UnreadableEvent || !(error instanceof Refusal || error instanceof WrongExpectedRevision);
}
