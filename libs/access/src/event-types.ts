import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { ROLES } from './person.js';

const position = z.string().regex(/^\d+$/);

/** To be registered before anybody looks at anything. */
export const accessEventTypes: readonly EventType[] = [
  {
    type: 'DataLookedAt',
    version: 1,
    room: 'access',
    stream: 'look-<month>-<process>-<n>',
    meaning: { en: 'Somebody was shown something about customers; written before it was shown.', zh: '有人查阅了客户资料；展示之前即已记录。' },
    schema: z.strictObject({
      what: z.string().min(1).max(40).meta({ description: 'What was shown.', examples: ['explanation'] }),
      roles: z.array(z.enum(ROLES)).meta({ description: 'The roles of who looked.', examples: [['auditor']] }),
      through: z.enum(['token', 'local-user']).meta({ description: 'With a token, or as the user of the operating system.' }),
      purpose: z.string().min(1).max(300).optional().meta({ description: 'What for, where it was said.', examples: ['complaint 2024-117'] }),
      asked: z.record(z.string().max(40), z.string().max(400)).meta({ description: 'What was asked, as it was asked.', examples: [{ asOf: '2024-06-30' }] }),
      rests_on: position.optional().meta({ description: 'The position that the answer rests on.', examples: ['120'] }),
      selection: z.discriminatedUnion('form', [
        z.strictObject({ form: z.literal('named'), customers: z.array(z.string().min(1)).max(100) }),
        z.strictObject({ form: z.literal('ranked'), known_at: position, count: z.int().min(0), bits: z.base64().optional(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
      ]).meta({ description: 'Whom: a few by their numbers, many as a bitmap over the order in which customers came into the log (libs/access/src/events.ts).', examples: [{ form: 'named', customers: ['C1024'] }] }),
    }),
  },
];
