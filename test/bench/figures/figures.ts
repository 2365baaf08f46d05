import type { Figure } from '../figure.js';
import { appendsFigure } from './appends.figure.js';
import { auditFigure } from './audit.figure.js';
import { evidenceFigure } from './evidence.figure.js';
import { importFigure } from './import.figure.js';
import { latencyFigure } from './latency.figure.js';
import { millionsFigure } from './millions.figure.js';
import { rebuildFigure } from './rebuild.figure.js';
import { satisfactionFigure } from './satisfaction.figure.js';
import { scoresFigure } from './scores.figure.js';
import { sealingFigure } from './sealing.figure.js';
import { structuralModelFigure } from './structural-model.figure.js';
import { surveyFormFigure } from './survey-form.figure.js';
import { tenfoldFigure } from './tenfold.figure.js';

/** In the order in which they are measured. */
export const FIGURES: readonly Figure[] = [appendsFigure, latencyFigure, sealingFigure, evidenceFigure, auditFigure, rebuildFigure, importFigure, scoresFigure, structuralModelFigure, satisfactionFigure, surveyFormFigure, millionsFigure, tenfoldFigure];
