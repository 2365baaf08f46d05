import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { customerField, dayField as day } from '#platform/event-store/payload-fields.js';
import { erasureStream, type ErasureEvent } from './events.js';

const reason = z.string().min(1).max(300).meta({ description: 'Why, in words that do not name the person.', examples: ['request of 2026-03-01, case 117'] });
const law = z.string().min(1).meta({ description: 'The law it rests on.', examples: ['PIPL 47'] });
const subjects = z.array(z.string().min(1)).min(1).meta({ description: 'The names of the keys.', examples: [['customer:C000001', 'report:R000007']] });
const kept = (description: string) => z.array(z.strictObject({ code: z.string().min(1), law: z.string().min(1) })).meta({ description, examples: [[{ code: 'open-arrears', law: 'PIPL 13(1)(2); Civil Code 654' }]] });

const SCHEMAS: { readonly [Type in ErasureEvent['type']]: Record<string, z.ZodType> } = {
  ErasureOrdered: { ordered_on: day, reason, law, subjects },
  PersonalDataErased: { erased_on: day, reason, law, subjects, stays: kept('What law keeps of the record, without the person.') },
  PersonalDataRestricted: { restricted_on: day, reason, subjects, keeps: kept('What forbids erasing for now.') },
  RestrictionLifted: { lifted_on: day, reason, subjects },
};

const MEANINGS: { readonly [Type in ErasureEvent['type']]: { en: string; zh: string } } = {
  ErasureOrdered: { en: 'It was decided to erase a person; the keys are being destroyed.', zh: '已决定删除个人信息，正在销毁密钥。' },
  PersonalDataErased: { en: 'The keys of a person’s data were destroyed: it can never be read again.', zh: '个人信息密钥已销毁，内容不可恢复。' },
  PersonalDataRestricted: { en: 'Law forbids erasing for now: the data is kept encrypted and used by nobody in daily work.', zh: '法律暂不允许删除：仅加密存储，停止其他处理。' },
  RestrictionLifted: { en: 'A restriction was lifted: the data is used again.', zh: '限制处理已解除。' },
};

/** To be registered before a person is erased. */
export const erasureEventTypes: readonly EventType[] = Object.entries(SCHEMAS).map(([type, fields]) => ({
  type,
  version: 1,
  room: 'erasure',
  stream: erasureStream('<customer_no>'),
  meaning: MEANINGS[type as ErasureEvent['type']],
  schema: z.strictObject({ customer_no: customerField, ...fields }),
}));
