import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { narrowing } from '#access/deciding/regions-of.js';
import { InvitationList, INVITATION_STATES } from '#satisfaction/inviting/invitation-list.js';
import { INVITED_CHANNELS, MOMENTS } from '#satisfaction/inviting/invitation-events.js';
import { SurveyMessages } from '#satisfaction/outbox/survey-messages.js';
import { SurveyAnswers } from '#satisfaction/submitting/survey-answers.js';
import { Documented } from '../documentation/documented.js';
import { Asking, type AskedBy } from '../edge/asking.js';
import { checked } from '../edge/checked.js';
import { JsonBody } from '../edge/json-body.js';
import { Shown, type Shows } from '../edge/record-look.js';
import { daySchema } from '../questions/answers.js';

const listQuery = z.strictObject({
  customer: z.string().min(1).max(200).optional().describe('Of this customer.'),
  state: z.enum(INVITATION_STATES, `expected is one of ${INVITATION_STATES.join(', ')}`).optional().describe('In this state.'),
  channel: z.enum(INVITED_CHANNELS, `expected is one of ${INVITED_CHANNELS.join(', ')}`).optional().describe('Asked in this way.'),
  wave: z.string().min(1).max(200).optional().describe('Of this wave.'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('From 1.'),
  size: z.coerce.number().int().min(1).max(1000).default(100).describe('Rows on a page, at most 1000.'),
});
export const invitationListSchema = z
  .strictObject({
    page: z.int(), size: z.int(), total: z.int().describe('On all pages.'),
    invitations: z.array(
      z.strictObject({
        invitation: z.string(), customer_no: z.string(), questionnaire: z.string(), edition: z.int(), wave: z.string().nullable(), moment: z.enum(MOMENTS), channel: z.enum(INVITED_CHANNELS), state: z.enum(INVITATION_STATES),
        issued_on: daySchema, expires_on: daySchema, reminders: z.int(), redeemed_on: daySchema.nullable(), coupon: z.string().nullable(),
      }),
    ),
  })
  .describe('Who was asked and who got a coupon; what was answered leads nowhere.');
const answersBody = z.strictObject({
  invitation: z.string().min(1).max(300).describe('The id of the invitation.'),
  answers: z.record(z.string(), z.union([z.number(), z.string()])).describe('By item: a rating, a choice or a text.'),
});
export const receivedSchema = z.strictObject({ received: z.literal(true) }).describe('The answers have arrived.');
const takeBody = z.strictObject({ most: z.int().min(1).max(1000).default(100).describe('At most so many.') });
const sentBody = z.strictObject({ messages: z.array(z.string().min(1).max(400)).max(1000).describe('Those that were sent.') });
export const messagesSchema = z
  .strictObject({
    messages: z.array(z.strictObject({
      message: z.string(), kind: z.enum(['invitation', 'reminder', 'coupon']), customer_no: z.string(), phone: z.string().nullable(), channel: z.enum(INVITED_CHANNELS),
      link: z.string().nullable().describe('With the one-time token: to be sent, and kept nowhere.'), expires_on: daySchema.nullable(), coupon: z.string().nullable(),
    })),
  })
  .describe('What is to be sent. It comes again after a quarter of an hour unless it is said to be sent.');
export const sentSchema = z.strictObject({ removed: z.int() }).describe('How many of them still waited; their tokens are gone.');

/** Who is asked: for those who run surveys, for agents who enter answers, and for the gateway that sends links. */
@ApiTags('Surveys')
@Controller()
export class InvitationsController {
  constructor(
    private readonly list: InvitationList,
    private readonly surveys: SurveyAnswers,
    private readonly messages: SurveyMessages,
  ) {}

  @Get('survey-invitations')
  @Documented({ id: 'surveyInvitations', summary: 'Who was asked, who answered, who got a coupon 邀请清单', query: listQuery, answer: invitationListSchema, refuses: [503] })
  async invitations(@Query(checked(listQuery)) { customer, page, size, ...criteria }: z.output<typeof listQuery>, @Asking() { person }: AskedBy, @Shown() shows: Shows): Promise<z.input<typeof invitationListSchema>> {
    const { regions } = narrowing(person, 'ask-customers');
    const { rows, total } = await this.list.list({ ...criteria, customerNo: customer, regions, page, pageSize: size });
    shows(rows.map(({ customer_no }) => customer_no));
    return { page, size, total, invitations: [...rows] as z.input<typeof invitationListSchema>['invitations'] };
  }

  @Post('customers/:customerNo/survey-answers')
  @HttpCode(201)
  @Documented({
    id: 'enterSurveyAnswers', summary: 'Answers given at the hotline or on a visit, entered by an agent; kept apart from the customer like all others 录入热线或走访答卷',
    params: { customerNo: 'The number of the customer.' }, body: { type: 'application/json', schema: answersBody, description: 'The invitation and the answers.' }, answer: receivedSchema, answerStatus: 201, refuses: [404, 409, 422],
  })
  async enter(@Param('customerNo') customerNo: string, @JsonBody() body: unknown): Promise<z.input<typeof receivedSchema>> {
    const { invitation, answers } = checked(answersBody).transform(body);
    await this.surveys.submitFor(customerNo, invitation, answers);
    return { received: true };
  }

  @Post('survey-messages/take')
  @HttpCode(200)
  @Documented({ id: 'takeSurveyMessages', summary: 'Links and coupons to be sent, for the gateway of the operator 提取待发消息', body: { type: 'application/json', schema: takeBody, description: 'How many.' }, answer: messagesSchema })
  async take(@JsonBody() body: unknown, @Shown() shows: Shows): Promise<z.input<typeof messagesSchema>> {
    const messages = await this.messages.take(checked(takeBody).transform(body).most);
    shows(messages.map(({ customer_no }) => customer_no));
    return { messages: messages as z.input<typeof messagesSchema>['messages'] };
  }

  @Post('survey-messages/sent')
  @HttpCode(200)
  @Documented({ id: 'surveyMessagesSent', summary: 'Says which messages were sent; their tokens are wiped 确认已发送', body: { type: 'application/json', schema: sentBody, description: 'Which.' }, answer: sentSchema })
  async sent(@JsonBody() body: unknown): Promise<z.input<typeof sentSchema>> {
    return { removed: await this.messages.sent(checked(sentBody).transform(body).messages) };
  }
}
