import { Inject, Module } from '@nestjs/common';
import type { Projector } from '#platform/projecting/projector.js';
import { PROJECTOR } from '#platform/tokens.js';
import { CountedAnswers } from './asking/counted-answers.js';
import { PriorityReader } from './asking/priority-reader.js';
import { SatisfactionReader } from './asking/satisfaction-reader.js';
import { ThemeReader } from './asking/theme-reader.js';
import { answersProjection } from './counting/answers.projection.js';
import { PublishingModule } from './publishing/publishing.module.js';
import { AnswerImport } from './receiving/answer-import.js';

/** Answers and what follows from them. */
@Module({ imports: [PublishingModule], providers: [AnswerImport, CountedAnswers, SatisfactionReader, PriorityReader, ThemeReader], exports: [AnswerImport, CountedAnswers, SatisfactionReader, PriorityReader, ThemeReader] })
export class SurveyingModule {
  constructor(@Inject(PROJECTOR) projector: Projector) {
    projector.add(answersProjection);
  }
}
