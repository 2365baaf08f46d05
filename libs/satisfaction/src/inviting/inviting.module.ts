import { Inject, Module } from '@nestjs/common';
import type pg from 'pg';
import type { Vault } from '#platform/personal-data/vault.js';
import type { Processor } from '#platform/processing/processor.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { deskHandler } from '#platform/recording/commands/desk-command.js';
import { DATABASE, PROCESSOR, PROJECTOR, VAULT } from '#platform/tokens.js';
import { fieldEvidenceCommands, FieldEvidenceDesk } from '../field-evidence/field-evidence-desk.js';
import { Letterbox } from '../letterbox/letterbox.js';
import { SurveyMessages } from '../outbox/survey-messages.js';
import { SurveyOutbox } from '../outbox/survey-outbox.js';
import { SurveyEditions } from '../asking/survey-editions.js';
import { PublishingModule } from '../publishing/publishing.module.js';
import { SurveyAnswers } from '../submitting/survey-answers.js';
import { invitationCommands, invitingCommands, waveCommands } from './invitation-commands.js';
import { InvitationDesk } from './invitation-desk.js';
import { InvitationList } from './invitation-list.js';
import { invitationProjection } from './invitation.projection.js';
import { SurveyInviter } from './survey-inviter.js';
import { WaveDesk } from './wave-desk.js';
import { whenAQuotaIsFullThenCloseItsStratum } from './when-a-quota-is-full-then-close-its-stratum.js';
import { whenASampleIsDrawnThenInviteIt } from './when-a-sample-is-drawn-then-invite-it.js';
import { whenAPaymentIsReceivedThenInvite } from './when-a-payment-is-received-then-invite.js';
import { whenAPersonIsErasedThenCloseInvitations } from './when-a-person-is-erased-then-close-invitations.js';
import { whenAnInvitationIsNotAnsweredThenRemind } from './when-an-invitation-is-not-answered-then-remind.js';

/** From payment to coupon: who is asked, what becomes of it, and answers that lead to nobody. */
@Module({
  imports: [PublishingModule],
  providers: [
    { provide: Letterbox, inject: [DATABASE, VAULT], useFactory: (pool: pg.Pool, vault: Vault) => new Letterbox(pool, vault) },
    { provide: SurveyOutbox, inject: [DATABASE, VAULT], useFactory: (pool: pg.Pool, vault: Vault) => new SurveyOutbox(pool, vault) },
    SurveyEditions,
    InvitationDesk,
    InvitationList,
    SurveyInviter,
    SurveyAnswers,
    SurveyMessages,
    WaveDesk,
    FieldEvidenceDesk,
    ...invitingCommands.map((command) => deskHandler(command, SurveyInviter)),
    ...invitationCommands.map((command) => deskHandler(command, InvitationDesk)),
    ...waveCommands.map((command) => deskHandler(command, WaveDesk)),
    ...fieldEvidenceCommands.map((command) => deskHandler(command, FieldEvidenceDesk)),
  ],
  exports: [InvitationDesk, InvitationList, SurveyAnswers, SurveyMessages, SurveyOutbox],
})
export class InvitingModule {
  constructor(
    @Inject(PROJECTOR) projector: Projector,
    @Inject(PROCESSOR) processor: Processor,
    @Inject(CommandRegistry) commands: CommandRegistry,
  ) {
    projector.add(invitationProjection);
    for (const process of [whenAPaymentIsReceivedThenInvite, whenAnInvitationIsNotAnsweredThenRemind, whenAPersonIsErasedThenCloseInvitations, whenASampleIsDrawnThenInviteIt, whenAQuotaIsFullThenCloseItsStratum]) processor.add(process);
    commands.add([...invitingCommands, ...invitationCommands, ...waveCommands, ...fieldEvidenceCommands]);
  }
}
