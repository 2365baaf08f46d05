import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { customerField, realDayField, textField } from '#platform/event-store/payload-fields.js';
import { OBJECTION_SUBJECTS } from './overdue-answer-events.js';

export const overdueAnswerEventTypes: readonly EventType[] = [
  {
    type: 'AnswerFellOverdue',
    version: 1,
    room: 'credit',
    stream: 'overdue-<subject>-<id>',
    meaning: { en: 'The term for answering an objection is over and it is not answered.', zh: '异议答复期限已过而未答复。' },
    schema: z.strictObject({
      subject: z.enum(OBJECTION_SUBJECTS),
      id: textField.meta({ description: 'The id of the objection to an entry, or of the rating objected to.', examples: ['R-C000001-2024-03-15-1'] }),
      customer_no: customerField,
      answer_due_on: realDayField,
    }),
  },
];
