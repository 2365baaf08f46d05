import type { QuestionnaireProblem } from './questionnaire-problem.js';
import type { Questionnaire, StructuralModel } from './questionnaire-schema.js';

/** A model's paths join constructs of the questionnaire, each once, in one piece, without a cycle, and reach its target. */
export function modelContradictions({ model, constructs }: Questionnaire): QuestionnaireProblem[] {
  if (!model) return [];
  const problems: QuestionnaireProblem[] = [];
  const known = new Set(constructs.map(({ id }) => id));
  for (const [p, { from, to }] of model.paths.entries()) {
    for (const [end, id] of [['from', from], ['to', to]] as const) {
      if (!known.has(id)) problems.push({ path: `model.paths[${p}].${end}`, message: `The path ${from} → ${to} names the construct ${id}, but there is none.` });
    }
    if (from === to) problems.push({ path: `model.paths[${p}]`, message: `The path ${from} → ${to} leads back to where it starts.` });
    if (model.paths.findIndex((other) => other.from === from && other.to === to) < p) problems.push({ path: `model.paths[${p}]`, message: `The path ${from} → ${to} stands there twice.` });
  }
  if (!model.paths.some(({ to }) => to === model.target)) problems.push({ path: 'model.target', message: `No path leads to the target ${model.target}.` });
  const cycle = problems.length === 0 ? cycleOf(model) : null;
  if (cycle) problems.push({ path: 'model.paths', message: `The model has a cycle: ${cycle.join(' → ')}; effects could not be told apart.` });
  return problems;
}

/** A way along the paths that comes back to its first construct, or null. */
export function cycleOf({ paths }: Pick<StructuralModel, 'paths'>): string[] | null {
  const done = new Set<string>();
  const walk = (id: string, way: string[]): string[] | null => {
    if (way.includes(id)) return [...way.slice(way.indexOf(id)), id];
    if (done.has(id)) return null;
    for (const { from, to } of paths) {
      const found = from === id ? walk(to, [...way, id]) : null;
      if (found) return found;
    }
    done.add(id);
    return null;
  };
  for (const { from } of paths) {
    const found = walk(from, []);
    if (found) return found;
  }
  return null;
}
