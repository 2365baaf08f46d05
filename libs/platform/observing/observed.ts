/** The steps of the product's work that are watched: each is counted, timed, traced, and its failure logged. */
export type Step = 'request' | 'command' | 'append' | 'sequence' | 'project';

/** What is said of a step: bounded names and numbers, never personal data. It may be added to while the step runs. */
export interface Facts {
  /** The chain that the step belongs to; for a page of events, those of its events. */
  correlationId?: string;
  correlationIds?: readonly string[];
  /** W3C trace context of the caller, as it was sent. */
  traceparent?: string;
  /** How many events it is about. */
  events?: number;
  /** The route's pattern, the command's or the read model's name. */
  name?: string;
  method?: string;
  status?: number;
  /** What came of it, where that is more than done or failed. */
  outcome?: string;
}

/** Whoever watches. It runs `work` exactly once and gives back what that gives or throws. */
export interface Observer {
  around<Result>(step: Step, facts: Facts, work: () => Promise<Result>): Promise<Result>;
}

const observers: Observer[] = [];

/** Watches all steps of this process from now on; the returned function ends that. */
export function observe(observer: Observer): () => void {
  observers.push(observer);
  return () => {
    const at = observers.indexOf(observer);
    if (at >= 0) observers.splice(at, 1);
  };
}

/** Runs a step under the eyes of whoever watches; where nobody does, it costs a comparison. */
export function observed<Result>(step: Step, facts: Facts, work: () => Promise<Result>): Promise<Result> {
  if (observers.length === 0) return work();
  return observers.reduceRight<() => Promise<Result>>((inner, observer) => () => observer.around(step, facts, inner), work)();
}

/** Whether anybody watches: facts that cost something are only gathered then. */
export const isObserved = (): boolean => observers.length > 0;

/**
 * Resolves when the appends that a numbering was begun for have been told that they are committed, which happens in
 * the same turn of the event loop. The numbering goes on meanwhile.
 */
export async function appendsToldOf(numbering: Promise<unknown>): Promise<void> {
  // Its failure is seen where it is awaited.
  numbering.catch(() => {});
  await new Promise<void>((resolve) => setImmediate(resolve));
}
