import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { parseDay } from '#platform/kernel/day.js';

const day = z.string().refine((text) => parseDay(text) !== null);

/** The event types of the credit room itself; ratings and objections register their own. */
export const creditEventTypes: readonly EventType[] = [
  { type: 'DayClosed', version: 1, schema: z.strictObject({ from: day, through: day }) },
  {
    type: 'RulebookEditionPublished',
    version: 1,
    schema: z.strictObject({ edition_id: z.string(), in_force_from: day, content_sha256: z.string().regex(/^[0-9a-f]{64}$/), edition: z.record(z.string(), z.unknown()) }),
  },
];
