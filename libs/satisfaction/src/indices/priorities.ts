import type { Importance, ImportanceKind } from './importance.js';
import type { Indices } from './indices.js';

/** Importance against performance (Martilla and James 1977): split at the means, the mean itself counts as high. */
export type Quadrant = 'concentrate-here' | 'keep-up' | 'low-priority' | 'possible-overkill';

export interface Priority {
  readonly indicator: string;
  readonly importance: number;
  readonly index: number;
  /** Importance × (100 − index): what the short plank has most of. */
  readonly product: number;
  readonly quadrant: Quadrant;
}

export interface Priorities {
  /** The kind of importance compared; null where no two indicators have one. */
  readonly importance: ImportanceKind | null;
  readonly meanImportance: number | null;
  readonly meanIndex: number | null;
  /** The largest product first; equal ones in the order of the questionnaire. */
  readonly list: readonly Priority[];
  /** Indicators left out of the comparison, and why. */
  readonly setAside: readonly { readonly indicator: string; readonly reason: string }[];
}

const KINDS: readonly ImportanceKind[] = ['stated', 'derived', 'correlation'];

/**
 * Indicators by how much they matter and how well they do. A stated mean and a correlation cannot be compared, so only
 * indicators of one kind are: the first of stated, derived, correlation that two of them have. The others are set aside.
 */
export function prioritise(indices: Indices, importances: Readonly<Record<string, Importance>>): Priorities {
  const known = Object.entries(importances).filter(([id, { value }]) => value !== null && indices.indicators[id].value !== null);
  const importance = KINDS.find((kind) => known.filter(([, one]) => one.kind === kind).length >= 2) ?? null;
  const compared = known.filter(([, { kind }]) => kind === importance).map(([indicator, { value }]) => ({ indicator, importance: value!, index: indices.indicators[indicator].value! }));
  const setAside = Object.entries(importances).filter(([id]) => !compared.some(({ indicator }) => indicator === id)).map(([indicator, { value, kind, reason }]) => ({
    indicator,
    reason: indices.indicators[indicator].value === null ? `The index is withheld: ${indices.indicators[indicator].reason}` : value === null ? `No importance is known: ${reason}` : importance === null ? 'No second indicator can be compared with it.' : `Its importance is of another kind (${kind}) than that of the others (${importance}).`,
  }));
  if (compared.length === 0) return { importance, meanImportance: null, meanIndex: null, list: [], setAside };
  const mean = (of: (one: (typeof compared)[number]) => number): number => compared.reduce((sum, one) => sum + of(one), 0) / compared.length;
  const [meanImportance, meanIndex] = [mean((one) => one.importance), mean((one) => one.index)];
  const list = compared
    .map((one): Priority => ({ ...one, product: one.importance * (100 - one.index), quadrant: quadrant(one.importance >= meanImportance, one.index >= meanIndex) }))
    .sort((a, b) => b.product - a.product);
  return { importance, meanImportance, meanIndex, list, setAside };
}

function quadrant(important: boolean, good: boolean): Quadrant {
  if (important) return good ? 'keep-up' : 'concentrate-here';
  return good ? 'possible-overkill' : 'low-priority';
}
