import type { Language } from '#credit/explaining/explanation.js';
import { figuresOf, type Kind, type ToldFigure, type ToldIndices } from '#satisfaction/asking/figure-words.js';
import type { Satisfaction } from '#satisfaction/asking/satisfaction-reader.js';
import type { Questionnaire } from '#satisfaction/questionnaires/questionnaire-schema.js';
import { table } from './table.js';

const WORDS = {
  en: { csi: 'satisfaction index (CSI)', nps: 'net promoter score (NPS)', csat: 'very satisfied (CSAT)', gap: 'gap to expectation', respondents: 'respondents', rate: 'response rate', of: 'of', waiting: 'wait until they can be told of', figure: 'figure', value: 'value', interval: '95 % interval', everybody: 'everybody', unknown: '(not known)', changes: 'Changes shown, all tests corrected together (Holm):', none: 'No change between waves is shown.', flag: { withheld: 'withheld', unreliable: 'few' } },
  zh: { csi: '总体满意度指数 (CSI)', nps: '净推荐值 (NPS)', csat: '非常满意占比 (CSAT)', gap: '与期望之差', respondents: '份答卷', rate: '回收率', of: '，截至', waiting: '份待合并后公布', figure: '指标', value: '指数', interval: '95% 置信区间', everybody: '全部', unknown: '（未知）', changes: '显著变化（Holm 多重比较校正）：', none: '各波次间无显著变化。', flag: { withheld: '保密', unreliable: '样本少' } },
} as const;

/** What customers think, as a table with intervals drawn; groups side by side as the CSI's. */
export function satisfactionText(answer: Satisfaction, questionnaire: Questionnaire, lang: Language): string {
  const words = WORDS[lang];
  const rate = answer.responseRate === null ? '' : `, ${words.rate} ${(answer.responseRate * 100).toFixed(1)} %`;
  const heading = `${questionnaire.title[lang] ?? Object.values(questionnaire.title)[0]} (${answer.questionnaire} ${answer.edition})${answer.wave ? `, ${answer.wave}` : ''}, ${answer.asOf}\n${answer.respondents} ${words.respondents}${rate}${answer.waiting > 0 ? `; ${answer.waiting} ${words.waiting}` : ''}\n\n`;
  const parts = [heading, figures(answer, questionnaire, lang)];
  if (answer.groups) parts.push('\n', groups(answer, lang));
  if (answer.changes) {
    const shown = answer.changes.filter(({ significant }) => significant);
    parts.push(shown.length === 0 ? `\n${words.none}\n` : `\n${words.changes}\n${table([words.figure, '', '→', '±', 'p'], shown.map((one) => [nameOf(questionnaire, one.kind, one.id, lang), one.from, one.to, signed(one.difference), one.pHolm!.toFixed(4)]))}`);
  }
  return parts.join('');
}

function figures(indices: ToldIndices, questionnaire: Questionnaire, lang: Language): string {
  const { figure: name, value, interval, flag } = WORDS[lang];
  const rows = figuresOf(indices).filter(({ kind, figure }) => kind !== 'gap' || figure.value !== null)
    .map(({ kind, id, figure }) => [nameOf(questionnaire, kind, id, lang), kind === 'indicator' || kind === 'dimension' || kind === 'module' ? id : '', shown(figure), range(figure), String(figure.n), drawn(figure, kind === 'nps' || kind === 'gap' ? -100 : 0), figure.value === null ? flag.withheld : figure.unreliable ? flag.unreliable : '']);
  return table([name, '', value, interval, 'n', '', ''], rows);
}

function groups(answer: Satisfaction, lang: Language): string {
  const words = WORDS[lang];
  const rows = [{ key: words.everybody as string, one: answer as ToldIndices }, ...answer.groups!.map((group) => ({ key: group.key ?? words.unknown, one: group as ToldIndices }))];
  return table([answer.groups![0]?.by ?? '', 'n', 'CSI', words.interval, '', 'NPS', 'CSAT', ''], rows.map(({ key, one }) => [key, String(one.respondents), shown(one.csi), range(one.csi), drawn(one.csi, 0), shown(one.nps), shown(one.csat), one.csi?.value === null ? words.flag.withheld : one.csi?.unreliable ? words.flag.unreliable : '']));
}

function nameOf({ items, constructs, modules }: Questionnaire, kind: Kind, id: string, lang: Language): string {
  if (kind === 'csi' || kind === 'nps' || kind === 'csat') return WORDS[lang][kind];
  const names = (kind === 'dimension' ? constructs : kind === 'module' ? modules : items).find((one) => one.id === id)?.name ?? {};
  const name = names[lang] ?? Object.values(names)[0] ?? id;
  return kind === 'gap' ? `${WORDS[lang].gap}: ${name}` : name;
}

const shown = (figure: ToldFigure | null): string => (figure?.value == null ? '' : figure.value.toFixed(1));
const signed = (x: number): string => `${x > 0 ? '+' : ''}${x.toFixed(1)}`;
const range = (figure: ToldFigure | null): string => (figure?.low == null ? '' : `${figure.low.toFixed(1)} … ${figure.high!.toFixed(1)}`);

/** A figure with its interval on a scale of 20 places: `───┤●├───`. */
export function drawn(figure: ToldFigure | null, from: number, places = 20): string {
  if (figure?.value == null) return '';
  const at = (x: number): number => Math.min(places - 1, Math.max(0, Math.round(((x - from) / (100 - from)) * (places - 1))));
  const line = Array.from({ length: places }, () => '·');
  if (figure.low !== null) for (let i = at(figure.low); i <= at(figure.high!); i++) line[i] = '━';
  line[at(figure.value)] = '●';
  return line.join('');
}
