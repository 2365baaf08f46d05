import { z } from 'zod';
import type { EventType } from '#platform/event-store/event-types.js';
import { countField, customerField, dayField, fenField, textField } from '#platform/event-store/payload-fields.js';
import { CLOSING_REASONS, INVITED_CHANNELS, MOMENTS, type InvitationEvent } from './invitation-events.js';

const invitationField = textField.meta({ description: 'The id of the invitation.', examples: ['S-C000001-1'] });
const hashField = z.string().regex(/^[A-Za-z0-9_-]{43}$/).meta({ description: 'SHA-256 of the token, of which nothing else is kept.', examples: ['n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg'] });
const waveField = textField.meta({ description: 'The wave whose sample the customer is in.', examples: ['2026-autumn'] });
const stratumField = textField.meta({ description: 'The stratum of the wave.', examples: ['North/power'] });
const of = { invitation: invitationField, customer_no: customerField };

const type = <Name extends InvitationEvent['type']>(name: Name, en: string, zh: string, fields: z.ZodRawShape): EventType => ({
  type: name, version: 1, room: 'satisfaction', stream: 'survey-<customer_no>', meaning: { en, zh }, schema: z.strictObject({ ...of, ...fields }),
});

export const invitationEventTypes: readonly EventType[] = [
  type('SurveyInvitationIssued', 'A customer was asked to answer a questionnaire; of the one-time token only its hash is kept.', '邀请客户填写问卷；一次性令牌仅保存其摘要。', {
    questionnaire: textField.meta({ description: 'The id of the questionnaire.', examples: ['supply-service'] }),
    edition: countField.meta({ description: 'The version of the questionnaire.', examples: [1] }),
    wave: waveField.optional(),
    stratum: stratumField.optional(),
    payment: textField.meta({ description: 'The payment that led here.', examples: ['P000001'] }).optional(),
    moment: z.enum(MOMENTS).meta({ description: 'What led to the invitation.' }),
    channel: z.enum(INVITED_CHANNELS).meta({ description: 'How the customer is asked.' }),
    region: textField.meta({ description: 'The region of the customer on that day.', examples: ['North'] }).optional(),
    segment: textField.meta({ description: 'The segment of the customer on that day.', examples: ['industry'] }).optional(),
    customer_class: z.enum(['power', 'lighting']),
    token_hash: hashField,
    issued_on: dayField,
    expires_on: dayField.meta({ description: 'The last day on which the token is taken.', examples: ['2026-12-31'] }),
  }),
  type('SurveyReminderSent', 'A customer who has not answered was reminded, with a token of its own.', '向尚未答复的客户发出提醒，并附新的令牌。', { number: countField, token_hash: hashField, sent_on: dayField }),
  type('SurveyTokenRedeemed', 'A customer has answered; nothing leads from here to what was answered.', '客户已答复；由此无法得知答复内容。', { wave: waveField.optional(), stratum: stratumField.optional(), redeemed_on: dayField }),
  type('SurveyCouponGranted', 'A coupon was granted for having answered, whatever was answered.', '因已答复而发放优惠券，与答复内容无关。', {
    coupon: textField.meta({ description: 'The number of the coupon.', examples: ['K-C000001-1'] }), worth_fen: fenField, granted_on: dayField,
  }),
  type('SurveyInvitationClosed', 'An invitation holds no longer: its stratum has its answers, or the person was erased.', '邀请失效：该层配额已满，或个人信息已删除。', { reason: z.enum(CLOSING_REASONS), closed_on: dayField }),
];
