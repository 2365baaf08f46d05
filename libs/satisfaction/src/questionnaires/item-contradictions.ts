import type { QuestionnaireProblem } from './questionnaire-problem.js';
import type { Item, Questionnaire, Scale } from './questionnaire-schema.js';

/** What each role must be answered on. */
const KIND_OF_ROLE: Record<Item['role'], Scale['kind']> = {
  indicator: 'rating',
  overall: 'rating',
  recommendation: 'rating',
  importance: 'rating',
  expectation: 'rating',
  question: 'choice',
  text: 'text',
};

/** Scales that do not exist or do not fit, importance and expectation of nothing, branches on what was not asked yet. */
export function itemContradictions({ items, scales }: Questionnaire): QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = [];
  const served = new Map<string, string>();
  for (const [i, item] of items.entries()) {
    const path = `items[${i}]`;
    const scale = scales[item.scale];
    if (!scale) problems.push({ path: `${path}.scale`, message: `The item ${item.id} is on the scale ${item.scale}, but there is none of that name.` });
    else if (scale.kind !== KIND_OF_ROLE[item.role]) problems.push({ path: `${path}.scale`, message: `The item ${item.id} has the role ${item.role}, so it needs a ${KIND_OF_ROLE[item.role]} scale; ${item.scale} is a ${scale.kind} scale.` });
    problems.push(...belonging(item, path, items, scales, served), ...branch(item, i, items, scales));
  }
  return problems;
}

function belonging(item: Item, path: string, items: readonly Item[], scales: Record<string, Scale>, served: Map<string, string>): QuestionnaireProblem[] {
  const needsOne = item.role === 'importance' || item.role === 'expectation';
  if (item.of === undefined) return needsOne ? [{ path: `${path}.of`, message: `The item ${item.id} has the role ${item.role}; expected is "of", the indicator it belongs to.` }] : [];
  if (!needsOne) return [{ path: `${path}.of`, message: `Only an importance or an expectation belongs to an indicator; ${item.id} has the role ${item.role}.` }];
  const indicator = items.find((other) => other.id === item.of);
  if (indicator?.role !== 'indicator') return [{ path: `${path}.of`, message: `The item ${item.id} belongs to ${item.of}, but there is no such indicator.` }];
  const key = `${item.role} of ${item.of}`;
  const before = served.get(key);
  if (before) return [{ path: `${path}.of`, message: `The ${key} is asked by ${before} already.` }];
  served.set(key, item.id);
  const [own, other] = [scales[item.scale], scales[indicator.scale]];
  if (item.role === 'expectation' && own?.kind === 'rating' && other?.kind === 'rating' && (own.from !== other.from || own.to !== other.to)) {
    return [{ path: `${path}.scale`, message: `The expectation ${item.id} is rated from ${own.from} to ${own.to}, its indicator ${item.of} from ${other.from} to ${other.to}; the gap needs one scale.` }];
  }
  return [];
}

function branch(item: Item, i: number, items: readonly Item[], scales: Record<string, Scale>): QuestionnaireProblem[] {
  if (!item.showIf) return [];
  const path = `items[${i}].showIf`;
  const asked = items.findIndex((other) => other.id === item.showIf!.item);
  if (asked < 0) return [{ path: `${path}.item`, message: `The item ${item.id} hangs on ${item.showIf.item}, but there is no such item.` }];
  if (asked >= i) return [{ path: `${path}.item`, message: `The item ${item.id} hangs on ${item.showIf.item}, which is not asked before it; a branch looks back only.` }];
  const scale = scales[items[asked].scale];
  if (scale?.kind === 'text') return [{ path: `${path}.item`, message: `The item ${item.id} hangs on ${item.showIf.item}, which is a free text; only ratings and choices branch.` }];
  const { atLeast, atMost, oneOf } = item.showIf;
  const unmeetable = (): QuestionnaireProblem[] => [{ path, message: `No answer to ${item.showIf!.item} meets this condition, so ${item.id} would never be asked.` }];
  if (scale?.kind === 'choice') {
    if (atLeast !== undefined || atMost !== undefined) return [{ path, message: `${item.showIf.item} is a choice; expected is oneOf with its options.` }];
    return oneOf!.some((one) => scale.options.some(({ id }) => id === one)) ? [] : unmeetable();
  }
  if (scale?.kind === 'rating') {
    for (let rating = scale.from; rating <= scale.to; rating++) {
      if ((atLeast === undefined || rating >= atLeast) && (atMost === undefined || rating <= atMost) && (oneOf === undefined || oneOf.includes(rating))) return [];
    }
    return unmeetable();
  }
  return [];
}
