import type { ReadAnswer } from './read-answer.js';

/** A call that the server answers many times. */
export interface ReadCall {
  on(event: 'data', listener: (answer: ReadAnswer) => void): unknown;
  on(event: 'error' | 'end', listener: (error?: unknown) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  cancel(): void;
}

/** Answers held here before the server has to wait. */
const MOST_WAITING = 4000;

/**
 * The answers to a read, as many at a time as have come: waiting for each event by itself cost more than the event.
 * Leaving the loop ends the call. Throws the failure of the call.
 */
export async function* answersOf(call: ReadCall): AsyncGenerator<ReadAnswer[]> {
  let waiting: ReadAnswer[] = [];
  let end: { readonly error?: unknown } | null = null;
  let wake = (): void => {};
  call.on('data', (answer) => {
    waiting.push(answer);
    if (waiting.length >= MOST_WAITING) call.pause();
    wake();
  });
  call.on('error', (error) => {
    end ??= { error };
    wake();
  });
  call.on('end', () => {
    end ??= {};
    wake();
  });
  try {
    for (;;) {
      if (waiting.length === 0 && !end) {
        await new Promise<void>((resolve) => (wake = resolve));
        // What came in the same turn of the event loop comes along.
        await new Promise(setImmediate);
      }
      const some = waiting;
      waiting = [];
      if (some.length > 0) yield some;
      if (some.length >= MOST_WAITING) call.resume();
      if (end && waiting.length === 0) break;
    }
    const { error } = end as { error?: unknown };
    if (error !== undefined) throw error;
  } finally {
    if (!end) call.cancel();
  }
}
