import { withheldFigure, type Figure } from '../indices/figure.js';
import type { DimensionFigure, Indices } from '../indices/indices.js';
import { withheldAlone } from '../indices/told-states.js';

/** All figures withheld for one reason; how many answered is told. */
export function withheldIndices(indices: Indices, reason: string): Indices {
  return everyFigure(indices, (_, figure) => withheldFigure(figure.n, reason));
}

/**
 * The figures of sister cells, each by itself: where few of a cell gave an answer to an item, its figure could be had from
 * the parent's and its sisters', so that the smallest of these goes as well. `whole` is the parent, `hidden` what is
 * withheld already.
 */
export function withholdFew(whole: Indices, groups: Readonly<Record<string, Indices>>, hidden: readonly string[]): Record<string, Indices> {
  const reasons: Record<string, Record<string, string>> = {};
  everyFigure(whole, (name, { n }) => {
    const counts = Object.fromEntries(Object.entries(groups).filter(([key]) => !hidden.includes(key)).map(([key, one]) => [`:${key}`, figuresByName(one).get(name)?.n ?? 0]));
    const rest = n - Object.values(counts).reduce((sum, one) => sum + one, 0);
    const already: Record<string, string> = rest > 0 ? { rest: 'Withheld.' } : {};
    const withheld = withheldAlone(rest > 0 ? { ...counts, rest } : counts, already);
    for (const [key, why] of Object.entries(withheld)) if (key !== 'rest') (reasons[key.slice(1)] ??= {})[name] = why;
    return whole.csi ?? withheldFigure(0, '');
  });
  return Object.fromEntries(Object.entries(groups).map(([key, indices]) => [key, everyFigure(indices, (name, figure) => {
    const why = reasons[key]?.[name];
    return why === undefined || figure.value === null ? figure : withheldFigure(figure.n, why);
  })]));
}

function figuresByName(indices: Indices): Map<string, Figure> {
  const found = new Map<string, Figure>();
  everyFigure(indices, (name, figure) => {
    found.set(name, figure);
    return figure;
  });
  return found;
}

function everyFigure(indices: Indices, of: (name: string, figure: Figure) => Figure): Indices {
  const all = <F extends Figure>(kind: string, figures: Readonly<Record<string, F>>): Record<string, F> =>
    Object.fromEntries(Object.entries(figures).map(([id, figure]): [string, F] => {
      const now = of(`${kind}:${id}`, figure);
      return [id, now === figure ? figure : { ...figure, ...now, ...('alpha' in figure ? ({ alpha: null, alphaReason: now.reason } as Partial<DimensionFigure>) : {}) } as F];
    }));
  const one = (kind: string, figure: Figure | undefined): Figure | undefined => figure && of(kind, figure);
  return {
    ...indices,
    indicators: all('indicator', indices.indicators), dimensions: all('dimension', indices.dimensions), modules: all('module', indices.modules), gaps: all('gap', indices.gaps),
    csi: one('csi', indices.csi), nps: one('nps', indices.nps), csat: one('csat', indices.csat),
  };
}
