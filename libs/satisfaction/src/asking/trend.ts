import { changeBetween, holm, SIGNIFICANT_BELOW } from '../indices/change-tests.js';
import { Z } from '../indices/figure.js';
import { figuresOf, type Kind, type ToldFigure, type ToldIndices } from './figure-words.js';

/** How a figure changed from one wave to the next; tests of all figures and steps are corrected together (Holm). */
export interface ToldChange {
  readonly kind: Kind;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  readonly pHolm: number | null;
  readonly significant: boolean;
}

/** The changes between points in their order; figures that are withheld at either have none. */
export function trendOf(points: readonly (ToldIndices & { readonly key: string | null })[]): ToldChange[] {
  const steps = points.slice(1).flatMap((after, i) => {
    const before = new Map(figuresOf(points[i]).map(({ kind, id, figure }) => [`${kind}:${id}`, figure]));
    return figuresOf(after).flatMap(({ kind, id, figure }) => {
      const earlier = before.get(`${kind}:${id}`);
      const change = earlier && changeBetween(withError(earlier), withError(figure));
      return change && change.difference !== null ? [{ kind, id, from: points[i].key ?? '', to: after.key ?? '', difference: change.difference, low: change.low, high: change.high, p: change.p }] : [];
    });
  });
  const corrected = holm(steps.map(({ p }) => p));
  return steps.map((step, i) => ({ ...step, pHolm: corrected[i], significant: corrected[i] !== null && corrected[i]! < SIGNIFICANT_BELOW }));
}

const withError = (figure: ToldFigure) => ({ ...figure, standardError: figure.high === null || figure.value === null ? null : (figure.high - figure.value) / Z });
