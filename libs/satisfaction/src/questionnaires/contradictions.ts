import { itemContradictions } from './item-contradictions.js';
import type { QuestionnaireProblem } from './questionnaire-problem.js';
import type { Questionnaire } from './questionnaire-schema.js';
import { missingTranslations } from './missing-translations.js';

/** What no schema can say: names used twice or of nothing, weights that weigh nothing, scales that cannot hold a figure. */
export function contradictions(questionnaire: Questionnaire): QuestionnaireProblem[] {
  return [
    ...duplicates(questionnaire),
    ...scales(questionnaire),
    ...itemContradictions(questionnaire),
    ...constructs(questionnaire),
    ...modules(questionnaire),
    ...weights(questionnaire),
    ...overallFigures(questionnaire),
    ...missingTranslations(questionnaire),
  ];
}

function duplicates({ items, constructs, modules, languages }: Questionnaire): QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = [];
  const seen = new Map<string, string>();
  const named = [
    ...items.map(({ id }, i) => [id, `items[${i}].id`]),
    ...constructs.map(({ id }, i) => [id, `constructs[${i}].id`]),
    ...modules.map(({ id }, i) => [id, `modules[${i}].id`]),
  ];
  for (const [id, path] of named) {
    const before = seen.get(id);
    if (before) problems.push({ path, message: `The id ${id} stands at ${before} already; every item, construct and module has an id of its own.` });
    else seen.set(id, path);
  }
  for (const [i, language] of languages.entries()) {
    if (languages.indexOf(language) < i) problems.push({ path: `languages[${i}]`, message: `The language ${language} is named twice.` });
  }
  return problems;
}

function scales({ scales }: Questionnaire): QuestionnaireProblem[] {
  return Object.entries(scales).flatMap(([name, scale]) => {
    const path = `scales.${name}`;
    if (scale.kind === 'rating') {
      if (scale.from >= scale.to) return [{ path, message: `The scale runs from ${scale.from} to ${scale.to}; it must end above where it begins.` }];
      if (scale.to - scale.from > 100) return [{ path, message: `The scale runs from ${scale.from} to ${scale.to}; nobody can tell more than 101 steps apart.` }];
    }
    if (scale.kind === 'choice') {
      const ids = scale.options.map((option) => option.id);
      const twice = ids.findIndex((id, i) => ids.indexOf(id) < i);
      if (twice >= 0) return [{ path: `${path}.options[${twice}].id`, message: `The option ${ids[twice]} stands there twice.` }];
    }
    return [];
  });
}

function constructs({ items, constructs }: Questionnaire): QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = [];
  const home = new Map<string, string>();
  for (const [c, construct] of constructs.entries()) {
    for (const [i, id] of construct.items.entries()) {
      const path = `constructs[${c}].items[${i}]`;
      const item = items.find((one) => one.id === id);
      const before = home.get(id);
      if (!item) problems.push({ path, message: `The construct ${construct.id} names the item ${id}, but there is none.` });
      else if (item.role !== 'indicator') problems.push({ path, message: `The item ${id} is no indicator but has the role ${item.role}, so no construct can hold it.` });
      if (before) problems.push({ path, message: `The item ${id} is in two constructs, ${before} and ${construct.id}; it can measure only one.` });
      else home.set(id, construct.id);
    }
  }
  return problems;
}

function modules({ items, modules }: Questionnaire): QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = [];
  for (const [m, module] of modules.entries()) {
    for (const [i, id] of module.indicators.entries()) {
      const path = `modules[${m}].indicators[${i}]`;
      const item = items.find((one) => one.id === id);
      if (!item) problems.push({ path, message: `The module ${module.id} names the indicator ${id}, but there is no such item.` });
      else if (item.role !== 'indicator') problems.push({ path, message: `The module ${module.id} names ${id}, which is no indicator but has the role ${item.role}.` });
      if (module.indicators.indexOf(id) < i) problems.push({ path, message: `The module ${module.id} names ${id} twice; weigh it more instead.` });
    }
  }
  return problems;
}

function weights({ items, constructs, modules, indicatorWeights }: Questionnaire): QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = [];
  for (const [w, { from, weights }] of indicatorWeights.entries()) {
    const path = `indicatorWeights[${w}]`;
    if (w > 0 && from <= indicatorWeights[w - 1].from) problems.push({ path: `${path}.from`, message: `The weights from ${from} stand after those from ${indicatorWeights[w - 1].from}; each entry begins later than the one before.` });
    for (const id of Object.keys(weights)) {
      if (items.find((item) => item.id === id)?.role !== 'indicator') problems.push({ path: `${path}.weights.${id}`, message: `A weight is given to ${id}, but there is no such indicator.` });
    }
    const groups = [...constructs.map(({ id, items }) => ({ id, members: items })), ...modules.map(({ id, indicators }) => ({ id, members: indicators }))];
    for (const { id, members } of groups) {
      if (members.every((member) => weights[member] === 0)) problems.push({ path: `${path}.weights`, message: `All indicators of ${id} weigh 0, so it would have no index.` });
    }
  }
  return problems;
}

function overallFigures({ items, scales, csi, csat, nps }: Questionnaire): QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = [];
  const ratingOf = (id: string): { from: number; to: number } | null => {
    const scale = scales[items.find((item) => item.id === id)?.scale ?? ''];
    return scale?.kind === 'rating' ? scale : null;
  };
  for (const [i, { item }] of (csi?.items ?? []).entries()) {
    if (!ratingOf(item)) problems.push({ path: `csi.items[${i}].item`, message: `The CSI names ${item}, but there is no such rated item.` });
    if (csi!.items.findIndex((other) => other.item === item) < i) problems.push({ path: `csi.items[${i}].item`, message: `The CSI names ${item} twice.` });
  }
  if (csi && csi.items.every(({ weight }) => weight === 0)) problems.push({ path: 'csi.items', message: 'All items of the CSI weigh 0, so it would have no value.' });
  const ends = (id: string | undefined, path: string, from: number, to: number, figure: string): void => {
    if (id === undefined) return;
    const scale = ratingOf(id);
    if (!scale) problems.push({ path, message: `The ${figure} names ${id}, but there is no such rated item.` });
    else if (scale.from !== from || scale.to !== to) problems.push({ path, message: `The ${figure} is defined on ${from} to ${to}, but ${id} is rated from ${scale.from} to ${scale.to}.` });
  };
  ends(csat, 'csat', 1, 10, 'CSAT');
  ends(nps, 'nps', 0, 10, 'NPS');
  return problems;
}
