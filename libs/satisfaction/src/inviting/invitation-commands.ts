import { z } from 'zod';
import { GivenCommand } from '#platform/recording/commands/given-command.js';
import { documentNumberField } from '#platform/recording/commands/input-schema.js';
import type { DeskCommand } from '#platform/recording/commands/desk-command.js';
import { CLOSING_REASONS, INVITED_CHANNELS } from './invitation-events.js';
import type { InvitationDesk } from './invitation-desk.js';
import type { SurveyInviter } from './survey-inviter.js';
import type { WaveDesk } from './wave-desk.js';

const invitationField = z.string().min(1).max(300).describe('The id of the invitation, as survey invitations shows it.');
const stratumOf = { wave: z.string().min(1).max(200).describe('The id of the wave.'), stratum: z.string().min(1).max(300).describe('The stratum of the wave.') };
const of = { customer_no: documentNumberField, invitation: invitationField };

class InviteToSurvey extends GivenCommand {}
class InviteAfterPayment extends GivenCommand {}
class InviteInWave extends GivenCommand {}
class CloseFullStratum extends GivenCommand {}
class RemindOfSurvey extends GivenCommand {}
class CloseSurveyInvitations extends GivenCommand {}

/** Whom to ask: what has to know the questionnaires. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- commands differ in their inputs
export const invitingCommands: readonly DeskCommand<SurveyInviter, any>[] = [
  {
    name: 'InviteToSurvey',
    room: 'satisfaction',
    summary: { en: 'Asks a customer to answer a questionnaire: at the hotline, on a visit, by link.', zh: '邀请客户填写满意度问卷（热线回访、走访或链接）。' },
    schema: z.strictObject({
      customer_no: documentNumberField,
      channel: z.enum(INVITED_CHANNELS).describe('How the customer is asked.'),
      questionnaire: z.string().min(1).max(100).optional().describe('Left out: the one asked at payment, in its newest edition.'),
    }),
    example: { customer_no: 'C1024', channel: 'callback' },
    command: InviteToSurvey,
    carryOut: (inviter, input: { customer_no: string; channel: (typeof INVITED_CHANNELS)[number]; questionnaire?: string }, context) => inviter.byHand(input, context),
  },
  {
    name: 'InviteAfterPayment',
    room: 'satisfaction',
    summary: { en: 'Asks a customer who has paid; given by the house itself.', zh: '客户缴费后发出邀请（由系统自动执行）。' },
    schema: z.strictObject({ customer_no: documentNumberField, payment_no: documentNumberField }),
    example: { customer_no: 'C1024', payment_no: 'P1024-2026-03' },
    command: InviteAfterPayment,
    carryOut: (inviter, input: { customer_no: string; payment_no: string }, context) => inviter.afterPayment(input, context),
  },
];

/** What a wave leads to. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- commands differ in their inputs
export const waveCommands: readonly DeskCommand<WaveDesk, any>[] = [
  {
    name: 'InviteInWave',
    room: 'satisfaction',
    summary: { en: 'Asks a customer who was drawn for a wave; given by the house itself.', zh: '邀请波次样本中的客户（由系统自动执行）。' },
    schema: z.strictObject({ customer_no: documentNumberField, ...stratumOf }),
    example: { customer_no: 'C1024', wave: '2026-autumn', stratum: 'North' },
    command: InviteInWave,
    carryOut: (desk, input: { customer_no: string; wave: string; stratum: string }, context) => desk.invite(input, context),
  },
  {
    name: 'CloseFullStratum',
    room: 'satisfaction',
    summary: { en: 'Closes the open invitations of a stratum whose quota is full; given by the house itself.', zh: '配额已满时关闭该层尚未答复的邀请（由系统自动执行）。' },
    schema: z.strictObject(stratumOf),
    example: { wave: '2026-autumn', stratum: 'North' },
    command: CloseFullStratum,
    carryOut: (desk, input: { wave: string; stratum: string }, context) => desk.closeIfFull(input, context),
  },
];

/** What becomes of an invitation. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- commands differ in their inputs
export const invitationCommands: readonly DeskCommand<InvitationDesk, any>[] = [
  {
    name: 'RemindOfSurvey',
    room: 'satisfaction',
    summary: { en: 'Reminds a customer who has not answered; given by the house itself.', zh: '提醒尚未答复的客户（由系统自动执行）。' },
    schema: z.strictObject({ ...of, number: z.int().min(1).max(20).describe('Which reminder it is.') }),
    example: { customer_no: 'C1024', invitation: 'S-C1024-1', number: 1 },
    command: RemindOfSurvey,
    carryOut: (desk, { customer_no, invitation, number }: { customer_no: string; invitation: string; number: number }, context) => desk.remind(customer_no, invitation, number, context),
  },
  {
    name: 'CloseSurveyInvitations',
    room: 'satisfaction',
    summary: { en: 'Closes the invitations that a customer could still answer; given by the house itself.', zh: '关闭客户尚可答复的邀请（由系统自动执行）。' },
    schema: z.strictObject({ customer_no: documentNumberField, reason: z.enum(CLOSING_REASONS), wave: z.string().max(200).optional(), stratum: z.string().max(300).optional() }),
    example: { customer_no: 'C1024', reason: 'erased' },
    command: CloseSurveyInvitations,
    carryOut: (desk, { customer_no, reason, wave, stratum }: { customer_no: string; reason: (typeof CLOSING_REASONS)[number]; wave?: string; stratum?: string }, context) =>
      desk.close(customer_no, reason, context, wave !== undefined && stratum !== undefined ? { wave, stratum } : undefined),
  },
];
