import { Injectable } from '@nestjs/common';
import type { CommandContext, CommandResult } from '#platform/recording/commands/command-description.js';
import { SurveyEditions } from '../asking/survey-editions.js';
import { askingRules } from './asking-rules.js';
import type { InvitedChannel } from './invitation-events.js';
import { InvitationDesk } from './invitation-desk.js';

/** Knows what customers are asked, and lets the desk ask them. */
@Injectable()
export class SurveyInviter {
  constructor(
    private readonly desk: InvitationDesk,
    private readonly editions: SurveyEditions,
  ) {}

  /** Refuses a customer who may not be asked now, and a questionnaire that nobody knows. */
  async byHand({ customer_no, channel, questionnaire }: { customer_no: string; channel: InvitedChannel; questionnaire?: string }, context: CommandContext): Promise<CommandResult> {
    const { id, version } = await this.editions.newest(questionnaire ?? askingRules(this.desk.today()).atPayment, context);
    return this.desk.invite({ customerNo: customer_no, questionnaire: id, edition: version, moment: 'request', channel }, context, 'refuse');
  }

  /** Asks nobody twice: whom the rules spare is not asked, and that is no failure. */
  async afterPayment({ customer_no, payment_no }: { customer_no: string; payment_no: string }, context: CommandContext): Promise<CommandResult> {
    const { id, version } = await this.editions.newest(askingRules(this.desk.today()).atPayment, context);
    return this.desk.invite({ customerNo: customer_no, questionnaire: id, edition: version, moment: 'payment', channel: 'payment', payment: payment_no }, context, 'ignore');
  }
}
