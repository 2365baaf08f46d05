import asciichart from 'asciichart';
import type { Language } from '#credit/explaining/explanation.js';
import type { Cause, Mark } from '#credit/histories/causes.js';
import type { HistoryDay } from '#credit/histories/history.js';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import { paint } from './paint.js';
import { paragraph } from './wrap.js';

const CHART_COLUMNS = 88;
const CHART_ROWS = 11;

interface Words {
  day: string;
  total: string;
  grade: string;
  causes: string;
  time: string;
  nothing: string;
  marks: Readonly<Record<Mark, string>>;
  changes: Readonly<Record<Cause['change'], string>>;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    day: 'day', total: 'total', grade: 'grade', causes: 'causes', time: 'time', nothing: 'Nothing changed in this period.',
    marks: { OPENING: 'account opened', PROVISIONAL: 'no longer provisional', STALE: 'an assessment is stale, or no longer', CLASS: 'another customer class', EDITION: 'another edition in force' },
    changes: { added: 'begins', changed: 'changes to', ended: 'ends' },
  },
  zh: {
    day: '日期', total: '总分', grade: '等级', causes: '原因', time: '时间推移', nothing: '此期间没有变化。',
    marks: { OPENING: '开户', PROVISIONAL: '不再为暂定评分', STALE: '评价过期或更新', CLASS: '变更客户类别', EDITION: '新版规则生效' },
    changes: { added: '生效', changed: '变为', ended: '失效' },
  },
};

const isMark = (rule: string): rule is Mark => rule in WORDS.en.marks;

/** A history for people: the total over time, then each day on which anything changed, with its causes. */
export function historyText(days: readonly HistoryDay[], period: { from: string; to: string }, language: Language): string {
  const words = WORDS[language];
  if (days.length === 0) return `${words.nothing}\n`;
  const rows = days.map(({ day, total, grade, veto, causes }) =>
    paragraph(`${day}  ${total.padStart(6)}  ${grade.padEnd(3)} ${veto.padEnd(7)}  `, causes.map((cause) => causeText(cause, words)).join('; ')),
  );
  const heading = `${words.day.padEnd(10)}  ${words.total.padStart(6)}  ${words.grade}`;
  return `${totalsChart(days, period)}\n${paint('bold', heading)}\n${rows.join('')}`;
}

function causeText({ rule, effective, change, event, type, document, before }: Cause, words: Words): string {
  const by = event === 'time' ? words.time : [type, document].filter(Boolean).join(' ');
  if (isMark(rule)) return `${words.marks[rule]} (${by})`;
  return `${before ? `${before} ${words.changes.changed} ${rule}` : `${rule} ${words.changes[change]}`} ${effective.startsWith('-') ? effective : `+${effective}`} (${by})`;
}

/** The total on evenly spaced days of the period, as a line of block characters; the scale is 0 to 100. */
export function totalsChart(days: readonly HistoryDay[], { from, to }: { from: string; to: string }): string {
  const first = Math.max(dayOf(from), dayOf(days[0].day));
  const last = Math.max(first, dayOf(to));
  const columns = Math.max(2, Math.min(CHART_COLUMNS, last - first + 1));
  const totals: number[] = [];
  let at = 0;
  for (let column = 0; column < columns; column++) {
    const day = first + Math.round(((last - first) * column) / (columns - 1));
    while (at + 1 < days.length && dayOf(days[at + 1].day) <= day) at++;
    totals.push(Number(days[at].total));
  }
  const lowest = Math.min(...totals);
  const plot = asciichart.plot(totals, { height: CHART_ROWS - 1, min: Math.max(0, Math.floor((lowest - 5) / 10) * 10), max: 100, format: (value: number) => value.toFixed(1).padStart(6) });
  const axis = `${' '.repeat(8)}${formatDay(first)}${formatDay(last).padStart(Math.max(11, columns - 10))}`;
  return `${plot.split('\n').map((line) => line.trimEnd()).join('\n')}\n${axis}\n`;
}
