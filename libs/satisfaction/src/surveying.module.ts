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
import { MeasureList } from './measures/measure-list.js';
import { measuresProjection } from './measures/measures.projection.js';
import { takeMeasure, TakeMeasureHandler } from './measures/take-measure.handler.js';
import { drawWaveCommand, DrawWaveHandler } from './sampling/draw-wave.handler.js';
import { WaveList } from './sampling/wave-list.js';
import { wavesProjection } from './sampling/waves.projection.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';

/** Answers and what follows from them. */
@Module({ imports: [PublishingModule], providers: [TakeMeasureHandler, MeasureList, DrawWaveHandler, WaveList, AnswerImport, CountedAnswers, SatisfactionReader, PriorityReader, ThemeReader], exports: [MeasureList, WaveList, AnswerImport, CountedAnswers, SatisfactionReader, PriorityReader, ThemeReader] })
export class SurveyingModule {
  constructor(@Inject(PROJECTOR) projector: Projector, @Inject(CommandRegistry) commands: CommandRegistry) {
    projector.add(answersProjection);
    projector.add(wavesProjection);
    projector.add(measuresProjection);
    commands.add([drawWaveCommand, takeMeasure]);
  }
}
