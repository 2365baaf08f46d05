import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { realDayField, textField } from '#platform/event-store/payload-fields.js';
import { CALENDAR_STREAM } from './calendar/events.js';
import { RULEBOOK_STREAM } from './editions/events.js';

/** The event types of the credit room itself; ratings and objections register their own. */
export const creditEventTypes: readonly EventType[] = [
  {
    type: 'DayClosed',
    version: 1,
    room: 'credit',
    stream: CALENDAR_STREAM,
    meaning: { en: 'All days from one to another are over: how time enters the log.', zh: '日结：所列各日均已结束，时间由此进入日志。' },
    schema: z.strictObject({ from: realDayField, through: realDayField }),
  },
  {
    type: 'RulebookEditionPublished',
    version: 1,
    room: 'credit',
    stream: RULEBOOK_STREAM,
    meaning: { en: 'An edition of the rulebook was published; it never changes afterwards.', zh: '发布评价标准版本；发布后不得更改。' },
    schema: z.strictObject({
      edition_id: textField.meta({ description: 'The id of the edition.', examples: ['s001-2018'] }),
      in_force_from: realDayField,
      content_sha256: z.string().regex(/^[0-9a-f]{64}$/).meta({ description: 'SHA-256 over the RFC 8785 bytes of `edition`.', examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
      edition: z.record(z.string(), z.unknown()).meta({ description: 'The whole edition.', examples: [{}] }),
    }),
  },
];
