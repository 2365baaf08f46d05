import type { Respondent } from '../answers/answers.js';
import type { Figure } from './figure.js';

/** A dimension carries its reliability: `alpha` null with a reason where it is undefined. */
export interface DimensionFigure extends Figure {
  readonly alpha: number | null;
  readonly alphaReason?: string;
}

/** Every index of one selection of answers (domain.md §5.3), by id. Figures that the questionnaire does not define are left out. */
export interface Indices {
  readonly respondents: number;
  readonly indicators: Readonly<Record<string, Figure>>;
  readonly dimensions: Readonly<Record<string, DimensionFigure>>;
  readonly modules: Readonly<Record<string, Figure>>;
  readonly csi?: Figure;
  readonly nps?: Figure;
  readonly csat?: Figure;
  /** Indicator less expectation, on the index's scale, among those who gave both. */
  readonly gaps: Readonly<Record<string, Figure>>;
}

/** Reads the respondents of a selection again; the order must be the same each time. */
export type Rows = () => Iterable<Respondent>;
