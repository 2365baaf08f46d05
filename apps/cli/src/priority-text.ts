import type { Language } from '#credit/explaining/explanation.js';
import type { ToldModel } from '#satisfaction/asking/model-words.js';
import type { ToldShortPlank } from '#satisfaction/asking/priority-reader.js';
import type { Questionnaire } from '#satisfaction/questionnaires/questionnaire-schema.js';
import { table } from './table.js';

const WORDS = {
  en: { plank: 'Short plank', none: 'There is no short plank', behind: (p: number) => `It lies behind the next by chance with p = ${p.toFixed(4)}`, sure: 'shown', unsure: 'not shown', indicator: 'indicator', importance: 'importance', index: 'index', product: 'product', where: 'where it lies', quadrants: { 'concentrate-here': 'concentrate here', 'keep-up': 'keep up', 'low-priority': 'low priority', 'possible-overkill': 'possible overkill' } },
  zh: { plank: '短木条', none: '无法确定短木条', behind: (p: number) => `与次短板差异的 p = ${p.toFixed(4)}`, sure: '显著', unsure: '不显著', indicator: '指标', importance: '重要性', index: '指数', product: '乘积', where: '象限', quadrants: { 'concentrate-here': '重点改进', 'keep-up': '继续保持', 'low-priority': '低优先级', 'possible-overkill': '可能过剩' } },
} as const;

/** What to work on first. */
export function shortPlankText(answer: ToldShortPlank, { items }: Questionnaire, lang: Language): string {
  const words = WORDS[lang];
  const name = (id: string): string => items.find((one) => one.id === id)?.name[lang] ?? id;
  const heading = answer.plank ? `${words.plank}: ${name(answer.plank.indicator)} (${answer.plank.indicator})\n` : `${words.none}: ${answer.reason}\n`;
  const test = answer.test?.p == null ? (answer.test?.reason ? `${answer.test.reason}\n` : '') : `${words.behind(answer.test.p)} (n = ${answer.test.n}): ${answer.test.p < 0.05 ? words.sure : words.unsure}\n`;
  if (answer.priorities.length === 0) return heading;
  return `${heading}${test}\n${table([words.indicator, '', `${words.importance} (${answer.importance})`, words.index, words.product, words.where], answer.priorities.map((one) => [name(one.indicator), one.indicator, one.importance.toFixed(3), one.index.toFixed(1), one.product.toFixed(1), words.quadrants[one.quadrant]]))}`;
}

/** The structural model as tables. */
export function modelText(model: ToldModel, { constructs }: Questionnaire, lang: Language): string {
  const name = (id: string): string => constructs.find((one) => one.id === id)?.name[lang] ?? id;
  const number = (value: number | null | undefined): string => (value == null ? '' : value.toFixed(4));
  const zh = lang === 'zh';
  const interval = model.bootstrap ? [zh ? '95% 置信区间' : '95 % interval'] : [];
  const effects = model.paths.map((one) => [name(one.from), name(one.to), number(one.value), number(model.totalEffects.find(({ from, to }) => from === one.from && to === one.to)?.value), ...(model.bootstrap ? [`${number(one.low)} … ${number(one.high)}`] : [])]);
  return [
    zh ? `结构模型（PLS，${model.scheme}），${model.n} 份完整答卷，${model.iterations} 轮收敛\n\n` : `Structural model (PLS, inner scheme ${model.scheme}), ${model.n} complete answers, settled in ${model.iterations} rounds\n\n`,
    table([zh ? '构念' : 'construct', '', zh ? '均值' : 'mean 0–100', 'R²', 'α', 'ρc', 'AVE'], model.constructs.map(({ id }) => [name(id), id, model.latentMean[id].toFixed(2), number(model.r2[id]), number(model.alpha[id]), number(model.rhoC[id]), number(model.ave[id])])),
    '\n',
    table([zh ? '从' : 'from', zh ? '到' : 'to', zh ? '路径' : 'path', zh ? '总效应' : 'total effect', ...interval], effects),
    '\n',
    table([zh ? '题项' : 'item', zh ? '构念' : 'construct', zh ? '外部权重' : 'outer weight', zh ? '载荷' : 'loading'], model.constructs.flatMap(({ id, items }) => items.map((item) => [item, name(id), number(model.weights[item]), number(model.loadings[item])]))),
    model.bootstrap ? `\n${zh ? '自助法' : 'Bootstrap'}: ${model.bootstrap.samples}, ${zh ? '种子' : 'seed'} ${model.bootstrap.seed}${model.bootstrap.failed > 0 ? `, ${model.bootstrap.failed} ${zh ? '次未能拟合' : 'could not be fitted'}` : ''}\n` : '',
  ].join('');
}
