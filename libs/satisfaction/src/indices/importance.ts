import { WITHHELD_BELOW } from './figure.js';
import type { MomentsPlan } from './moments-plan.js';
import type { Moments } from './moments.js';

export type ImportanceKind = 'stated' | 'derived' | 'correlation';

/** How much an indicator matters, and how that is known (domain.md §5.3). */
export interface Importance {
  readonly kind: ImportanceKind;
  /** Stated: mean on the importance scale; derived: normalised outer weight × total effect; correlation: r. null with a reason. */
  readonly value: number | null;
  /** Answers it rests on. */
  readonly n: number;
  readonly reason?: string;
}

/** What the structural model says each item matters to its target; null for what the target itself is measured by. */
export type DerivedImportance = Readonly<Record<string, { value: number | null; n: number; reason?: string }>>;

/**
 * The importance of every indicator: stated where at least half of the respondents gave it, else derived where the
 * questionnaire has a model (`derived`), else the correlation with overall satisfaction among those who answered both.
 */
export function importances(plan: MomentsPlan, moments: Moments, derived?: DerivedImportance): Record<string, Importance> {
  const { items, model } = plan.questionnaire;
  return Object.fromEntries(items.filter(({ role }) => role === 'indicator').map(({ id }) => [id, statedOf(id) ?? (model ? derivedOf(id) : correlationOf(plan, moments, id))]));

  function statedOf(id: string): Importance | null {
    const asked = items.find(({ role, of }) => role === 'importance' && of === id);
    if (!asked) return null;
    const at = plan.at.get(`item:${asked.id}`)!;
    const n = moments.measures[at];
    return n >= WITHHELD_BELOW && 2 * n >= moments.respondents ? { kind: 'stated', value: moments.measures[at + 3] / moments.measures[at + 1], n } : null;
  }

  function derivedOf(id: string): Importance {
    const found = derived?.[id];
    return found ? { kind: 'derived', ...found } : { kind: 'derived', value: null, n: 0, reason: derived ? 'The item has no part in the model.' : 'The model was not estimated.' };
  }
}

function correlationOf(plan: MomentsPlan, { pairs }: Moments, id: string): Importance {
  const at = plan.pairAt.get(id);
  if (at === undefined) return { kind: 'correlation', value: null, n: 0, reason: 'The questionnaire asks no overall satisfaction beside it.' };
  const n = pairs[at];
  if (n < WITHHELD_BELOW) return { kind: 'correlation', value: null, n, reason: `Fewer than ${WITHHELD_BELOW} respondents rated both it and their overall satisfaction.` };
  const spread = Math.sqrt(pairs[at + 5] * pairs[at + 6]);
  if (!(spread > 1e-12 * pairs[at + 1])) return { kind: 'correlation', value: null, n, reason: 'One of the two does not vary.' };
  return { kind: 'correlation', value: Math.max(-1, Math.min(1, pairs[at + 7] / spread)), n };
}
