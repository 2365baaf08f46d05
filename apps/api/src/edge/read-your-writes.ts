import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { defer, switchMap, type Observable } from 'rxjs';
import { z } from 'zod';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projector } from '#platform/projecting/projector.js';
import { EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { EdgeRefusal } from './problem.js';

const LONGEST_WAIT_MS = 5_000;
const LOOK_AGAIN_MS = 50;

/** Where a reader has written before: a position of the log, or a stream with the revision that a command answered. */
type Wanted = { readonly position: number } | { readonly stream: string; readonly revision: number };

export const consistency = z
  .string()
  .max(400)
  .refine((text) => wantedOf(text) !== null, 'expected is a position of the log, or stream@revision as a command answers them')
  .optional()
  .describe('Waits, at most 5 seconds, until this is in the read models: a position of the log, or stream@revision as a command answers them. Default: everything recorded when the question comes.');

function wantedOf(text: string): Wanted | null {
  if (/^\d{1,15}$/.test(text)) return { position: Number(text) };
  const at = /^(.+)@(\d{1,9})$/s.exec(text);
  return at && { stream: at[1], revision: Number(at[2]) };
}

/**
 * `?consistency=`: a question is answered when what its asker has written is in the read models, also where it was written
 * through another process. Refuses (504, with Retry-After) what does not come in time.
 */
@Injectable()
export class ReadYourWrites implements NestInterceptor {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { consistency: text } = context.switchToHttp().getRequest<Request>().query;
    if (typeof text !== 'string') return next.handle();
    const wanted = wantedOf(text);
    if (!wanted) throw refuse('malformed-consistency', `consistency '${text.slice(0, 100)}' is neither a position of the log nor stream@revision.`, 400, { field: 'consistency', value: text.slice(0, 100), expected: 'a position, or stream@revision' });
    return defer(() => this.waitFor(wanted, text)).pipe(switchMap(() => next.handle()));
  }

  private async waitFor(wanted: Wanted, text: string): Promise<void> {
    const stop = new AbortController();
    const late = wait(LONGEST_WAIT_MS, 'late' as const, { signal: stop.signal }).catch(() => 'late' as const);
    const there = this.untilProjected(wanted, stop.signal);
    const outcome = await Promise.race([there, late]).finally(() => stop.abort());
    if (outcome === 'late') throw new EdgeRefusal(504, 'not-projected-in-time', `${text.slice(0, 100)} was not in the read models within ${LONGEST_WAIT_MS / 1000} seconds: it is not recorded, or they lag (/health/ready tells). Ask again.`, { 'Retry-After': '2' });
  }

  private async untilProjected(wanted: Wanted, signal: AbortSignal): Promise<'there'> {
    while (!signal.aborted) {
      const position = await this.positionOf(wanted);
      if (position !== null && (await this.store.settle()) >= position) {
        await this.projector.catchUp(position);
        return 'there';
      }
      await wait(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
    return 'there';
  }

  private async positionOf(wanted: Wanted): Promise<number | null> {
    if ('position' in wanted) return wanted.position;
    const { stream, revision } = wanted;
    const read = async (): Promise<number | null | undefined> => (await this.store.readStream(stream, { fromRevision: revision, toRevision: revision }))[0]?.position;
    const position = await read();
    if (position !== null) return position ?? null;
    // Written, and not numbered yet.
    await this.store.settle();
    return (await read()) ?? null;
  }
}
