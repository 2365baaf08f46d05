import { addMonths, type Day } from '#platform/kernel/day.js';
import type { Random } from './random.js';

/** The next event of the same kind: within a year, a year later to the day (still one group), or the day after that. */
export function againLater(day: Day, random: Random): Day {
  const year = addMonths(day, 12);
  return random.pickWeighted([[day + random.between(0, 300), 8], [year, 1], [year + 1, 1]]);
}
