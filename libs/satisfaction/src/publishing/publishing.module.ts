import { Inject, Module } from '@nestjs/common';
import type { Projector } from '#platform/projecting/projector.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { PROJECTOR } from '#platform/tokens.js';
import { publishQuestionnaire, PublishQuestionnaireHandler } from './publish-questionnaire.handler.js';
import { QuestionnaireBook } from './questionnaire-book.js';
import { questionnairesProjection } from './questionnaires.projection.js';

/** Questionnaires and their editions. */
@Module({ providers: [QuestionnaireBook, PublishQuestionnaireHandler], exports: [QuestionnaireBook] })
export class PublishingModule {
  constructor(@Inject(PROJECTOR) projector: Projector, @Inject(CommandRegistry) commands: CommandRegistry) {
    projector.add(questionnairesProjection);
    commands.add([publishQuestionnaire]);
  }
}
