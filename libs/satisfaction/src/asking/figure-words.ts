import type { Figure } from '../indices/figure.js';
import type { Indices } from '../indices/indices.js';

/** A figure in the words of an answer. */
export interface ToldFigure {
  readonly value: number | null;
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly unreliable: boolean;
  /** Why there is no value or no interval. */
  readonly reason?: string;
}

export interface ToldDimension extends ToldFigure {
  readonly alpha: number | null;
  readonly alphaReason?: string;
}

/** Every index of a selection by id (domain.md §5). */
export interface ToldIndices {
  readonly respondents: number;
  /** Respondents over those asked, 0–1; null where nobody was asked in particular. */
  readonly responseRate: number | null;
  readonly indicators: Readonly<Record<string, ToldFigure>>;
  readonly dimensions: Readonly<Record<string, ToldDimension>>;
  readonly modules: Readonly<Record<string, ToldFigure>>;
  readonly csi: ToldFigure | null;
  readonly nps: ToldFigure | null;
  readonly csat: ToldFigure | null;
  /** Indicator less expectation. */
  readonly gaps: Readonly<Record<string, ToldFigure>>;
}

export const figureWords = ({ value, n, low, high, unreliable, reason }: Figure): ToldFigure => ({ value, n, low, high, unreliable, ...(reason === undefined ? {} : { reason }) });

const each = <From, To>(all: Readonly<Record<string, From>>, of: (one: From) => To): Record<string, To> => Object.fromEntries(Object.entries(all).map(([id, one]) => [id, of(one)]));

export function indexWords({ respondents, indicators, dimensions, modules, csi, nps, csat, gaps }: Indices, responseRate: number | null): ToldIndices {
  return {
    respondents, responseRate,
    indicators: each(indicators, figureWords),
    dimensions: each(dimensions, (one) => ({ ...figureWords(one), alpha: one.alpha, ...(one.alphaReason === undefined ? {} : { alphaReason: one.alphaReason }) })),
    modules: each(modules, figureWords),
    csi: csi ? figureWords(csi) : null, nps: nps ? figureWords(nps) : null, csat: csat ? figureWords(csat) : null,
    gaps: each(gaps, figureWords),
  };
}

/** The kinds of figures in the order in which they are shown. */
export const KINDS = ['csi', 'nps', 'csat', 'module', 'dimension', 'indicator', 'gap'] as const;
export type Kind = (typeof KINDS)[number];

/** All figures of a selection one after the other; `id` of csi, nps and csat is the kind itself. */
export function figuresOf({ csi, nps, csat, modules, dimensions, indicators, gaps }: ToldIndices): { kind: Kind; id: string; figure: ToldFigure }[] {
  const single = (kind: Kind, figure: ToldFigure | null) => (figure ? [{ kind, id: kind as string, figure }] : []);
  const many = (kind: Kind, all: Readonly<Record<string, ToldFigure>>) => Object.entries(all).map(([id, figure]) => ({ kind, id, figure }));
  return [...single('csi', csi), ...single('nps', nps), ...single('csat', csat), ...many('module', modules), ...many('dimension', dimensions), ...many('indicator', indicators), ...many('gap', gaps)];
}
