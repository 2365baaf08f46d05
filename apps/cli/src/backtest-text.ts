import type { Backtest } from '#credit/outcomes/backtest.js';
import type { Language } from '#credit/explaining/explanation.js';
import { table } from './table.js';
import { paragraph } from './wrap.js';

const BAR = 30;
const CURVE_COLUMNS = 41;
const CURVE_ROWS = 13;

const WORDS = {
  en: {
    grade: 'grade', customers: 'customers', defaulted: 'defaulted', rate: 'rate', interval: '95 % (Wilson)',
    curve: 'Defaulters found (upwards) among the customers with the lowest scores (to the right); · is chance',
    auc: 'AUC, the chance that a defaulter scored lower than another (half for equal scores)', ks: 'KS, the largest distance of the two distributions',
    undefined: 'not defined: one of the two groups is empty', notScored: 'with an outcome but not scored that day', withoutOutcome: 'scored without a known outcome',
  },
  zh: {
    grade: '等级', customers: '客户数', defaulted: '违约数', rate: '违约率', interval: '95% 区间（Wilson）',
    curve: '按得分由低到高（横轴：其余客户）所覆盖的违约客户（纵轴）；· 为随机水平',
    auc: 'AUC：违约客户得分低于其他客户的概率（同分计一半）', ks: 'KS：两组分布的最大差距',
    undefined: '无定义：其中一组为空', notScored: '有结果而当日未评分', withoutOutcome: '已评分而结果未知',
  },
} as const;

const percent = (share: number | null): string => (share === null ? '' : `${(share * 100).toFixed(2)}%`);

/** How well scores told who would default, for people: rates by grade with bars, AUC and KS, the ROC curve. */
export function backtestText(result: Backtest, language: Language): string {
  const words = WORDS[language];
  const { asOf, customers, defaulted, auc, ks, grades, notScored, withoutOutcome } = result;
  const top = Math.max(...grades.map(({ high }) => high ?? 0), 0.01);
  const rows = grades.map(({ grade, customers: count, defaulted: bad, rate, low, high }) => [
    grade,
    String(count),
    String(bad),
    percent(rate),
    low === null ? '' : `${percent(low)} … ${percent(high)}`,
    bar(rate, low, high, top),
  ]);
  const statistic = (value: number | null): string => (value === null ? '–' : value.toFixed(6));
  const left = [
    notScored.length > 0 ? `${notScored.length} ${words.notScored}: ${notScored.slice(0, 5).map(({ customer_no, reason }) => `${customer_no} ${reason}`).join(', ')}${notScored.length > 5 ? ', …' : ''}` : '',
    withoutOutcome > 0 ? `${withoutOutcome} ${words.withoutOutcome}` : '',
  ].filter((line) => line !== '');
  return [
    `${asOf}  ${customers} ${words.customers}  ${defaulted} ${words.defaulted}\n\n`,
    table([words.grade, words.customers, words.defaulted, words.rate, words.interval, ''], rows),
    `\n${paragraph(`${statistic(auc)}  `, words.auc)}${paragraph(`${statistic(ks)}  `, words.ks)}`,
    auc === null ? `${words.undefined}\n` : `\n${words.curve}\n${rocCurve(result)}`,
    left.length > 0 ? `\n${left.map((line) => paragraph('', line)).join('')}` : '',
  ].join('');
}

/** The rate as a bar, with its interval as a line through it. */
function bar(rate: number | null, low: number | null, high: number | null, top: number): string {
  if (rate === null || low === null || high === null) return '';
  const column = (share: number): number => Math.round((share / top) * (BAR - 1));
  return Array.from({ length: column(high) + 1 }, (_, i) => (i === column(rate) ? '█' : i >= column(low) ? '─' : i < column(rate) ? '▒' : ' ')).join('');
}

/** Share of defaulters against share of others, from the lowest score up. */
function rocCurve({ scores, customers, defaulted }: Backtest): string {
  const grid = Array.from({ length: CURVE_ROWS }, (_, row) =>
    Array.from({ length: CURVE_COLUMNS }, (__, column): string => (Math.round((column / (CURVE_COLUMNS - 1)) * (CURVE_ROWS - 1)) === CURVE_ROWS - 1 - row ? '·' : ' ')),
  );
  let [x, y, bad, good] = [0, 0, 0, 0];
  const draw = (toX: number, toY: number): void => {
    const steps = CURVE_COLUMNS * 2;
    for (let step = 0; step <= steps; step++) {
      const column = Math.round((x + ((toX - x) * step) / steps) * (CURVE_COLUMNS - 1));
      const row = Math.round((y + ((toY - y) * step) / steps) * (CURVE_ROWS - 1));
      grid[CURVE_ROWS - 1 - row][column] = '●';
    }
    [x, y] = [toX, toY];
  };
  for (const score of scores) {
    bad += score.defaulted;
    good += score.customers - score.defaulted;
    draw(good / (customers - defaulted), bad / defaulted);
  }
  const label = (row: number): string => (row === 0 ? '100%' : row === CURVE_ROWS - 1 ? '  0%' : '    ');
  return `${grid.map((cells, row) => `${label(row)} │${cells.join('').trimEnd()}`).join('\n')}\n     └${'─'.repeat(CURVE_COLUMNS)}\n      0%${'100%'.padStart(CURVE_COLUMNS - 2)}\n`;
}
