import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { poisonClass } from './failure-class.js';
import type { Parking } from './parking.js';
import type { ApplyContext, Projection, Queryable } from './projection.js';

/** More poison than this in one page is no fault of single events: nothing is parked, and the failure is reported. */
const MOST_POISON_IN_A_PAGE = 20;
/** The same for what is parked of one partition altogether. */
const MOST_PARKED = 500;

/**
 * Applies a page that failed as a whole: halves it until single events are left that fail alone, parks their keys and
 * applies everything else, in order. Throws what no event is to blame for.
 */
export async function applyCarefully(projection: Projection, events: readonly NumberedEvent[], db: Queryable, context: ApplyContext, parking: Parking): Promise<void> {
  const before = parking.size;
  const at = events[events.length - 1].recordedAt;

  const attempt = async (some: readonly NumberedEvent[], after: number): Promise<void> => {
    const passing = await parking.passing(some);
    if (passing.length === 0) return;
    await db.query('SAVEPOINT careful');
    try {
      await projection.apply(passing, db, { ...context, after });
      await db.query('RELEASE SAVEPOINT careful');
    } catch (error) {
      await db.query('ROLLBACK TO SAVEPOINT careful');
      const poison = poisonClass(error);
      if (poison === null) throw error;
      if (passing.length === 1) {
        if (parking.size - before >= MOST_POISON_IN_A_PAGE || parking.size >= MOST_PARKED) {
          throw new Error(`the events of ${parking.size} customers and more cannot be applied to ${projection.name}: the fault is not theirs, and nothing was parked`, { cause: error });
        }
        return parking.park(passing[0], poison, error, at);
      }
      const middle = passing.length >> 1;
      await attempt(passing.slice(0, middle), after);
      await attempt(passing.slice(middle), passing[middle - 1].position);
    }
  };
  await attempt(events, context.after);
}
