import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CreditModule } from '#credit/credit.module.js';
import { ListsModule } from '#credit/lists/lists.module.js';
import { RatingsModule } from '#credit/ratings/ratings.module.js';
import type { PlatformOptions } from '#platform/platform.module.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { AccessGuard } from './edge/access-guard.js';
import { RecordLook } from './edge/record-look.js';
import { AnswerInTime } from './edge/answer-in-time.js';
import { ReadYourWrites } from './edge/read-your-writes.js';
import { ProblemFilter } from './edge/problem-filter.js';
import { GridledgerModule } from './gridledger.module.js';
import { CommandsController } from './orders/commands.controller.js';
import { LoginController } from './pages/login.controller.js';
import { LoginLinks } from './pages/login-links.js';
import { PagesController } from './pages/pages.controller.js';
import { InformantsController } from './questions/informants.controller.js';
import { VisibleReports } from './questions/visible-reports.js';
import { AccessLogController } from './questions/access-log.controller.js';
import { CustomersController } from './questions/customers.controller.js';
import { CustomerAnswers } from './questions/customer-answers.js';
import { ExplanationsController } from './questions/explanations.controller.js';
import { ListsController } from './questions/lists.controller.js';
import { LogController } from './questions/log.controller.js';
import { OutcomesController } from './questions/outcomes.controller.js';
import { RatingsController } from './questions/ratings.controller.js';
import { QuestionnairesController } from './questions/questionnaires.controller.js';
import { SatisfactionController } from './questions/satisfaction.controller.js';
import { RulebookController } from './questions/rulebook.controller.js';
import { HealthController } from './service/health.controller.js';
import { MetricsController } from './service/metrics.controller.js';
import { SatisfactionModule } from '#satisfaction/satisfaction.module.js';
import { InvitationsController } from './survey/invitations.controller.js';
import { SurveyController } from './survey/survey.controller.js';
import { ServiceState } from './service/service-state.js';

/** The HTTP entrance: one controller per kind of question, one for commands. */
@Module({})
export class ApiModule {
  static forRoot(options: PlatformOptions = {}): DynamicModule {
    return {
      module: ApiModule,
      imports: [GridledgerModule.forRoot(options), CreditModule, RatingsModule, ListsModule, SatisfactionModule],
      controllers: [PagesController, LoginController, LogController, AccessLogController, InformantsController, CustomersController, ExplanationsController, ListsController, RulebookController, OutcomesController, RatingsController, SatisfactionController, QuestionnairesController, CommandsController, SurveyController, InvitationsController, HealthController, MetricsController, DocumentationController],
      providers: [
        CustomerAnswers,
        VisibleReports,
        LoginLinks,
        ServiceState,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: AnswerInTime },
        { provide: APP_INTERCEPTOR, useClass: RecordLook },
        { provide: APP_INTERCEPTOR, useClass: ReadYourWrites },
      ],
    };
  }
}
