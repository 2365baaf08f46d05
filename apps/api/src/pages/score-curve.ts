import { formatDay, parseDay, type Day } from '#platform/kernel/day.js';
import type { Language } from '../edge/language.js';
import { html, type Html } from './html.js';
import { PAGE_WORDS } from './page-words.js';

/** The score from a day on. */
export interface CurvePoint {
  readonly day: Day;
  /** As shown, 0–100. */
  readonly total: string;
  readonly grade: string;
}

export interface Curve {
  readonly from: Day;
  readonly to: Day;
  /** Ascending; the first at or before `from`. */
  readonly points: readonly CurvePoint[];
  /** Lower bounds, best first. */
  readonly grades: readonly { readonly grade: string; readonly from: number }[];
}

const WIDTH = 860;
const HEIGHT = 260;
const LEFT = 44;
const RIGHT = 52;
const TOP = 14;
const BOTTOM = 30;

/** The score over time as a step line between the bounds of the grades: inline SVG, read out as one sentence. */
export function scoreCurve({ from, to, points, grades }: Curve, language: Language): Html {
  const span = Math.max(1, to - from);
  const x = (day: Day): number => round(LEFT + ((Math.min(Math.max(day, from), to) - from) / span) * (WIDTH - LEFT - RIGHT));
  const y = (total: number): number => round(TOP + (1 - total / 100) * (HEIGHT - TOP - BOTTOM));
  const words = PAGE_WORDS[language];
  const told = points.map(({ day, total, grade }) => `${formatDay(Math.max(day, from))} ${total} ${grade}`).join(language === 'zh' ? '，' : ', ');
  const right = WIDTH - RIGHT;
  let path = '';
  points.forEach(({ day, total }, i) => {
    const height = y(Number(total));
    path += i === 0 ? `M${x(day)} ${height}` : `H${x(day)}V${height}`;
  });
  path += `H${right}`;
  const bounds = grades.filter((one) => one.from > 0);
  return html`<figure class="curve"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="curve-title"><title id="curve-title">${words.curveText(formatDay(from), formatDay(to), told)}</title>
${[0, 25, 50, 75, 100].map((total) => html`<text class="tick" x="${LEFT - 8}" y="${y(total) + 4}" text-anchor="end">${total}</text>`)}
${bounds.map((one) => html`<line class="bound" x1="${LEFT}" x2="${right}" y1="${y(one.from)}" y2="${y(one.from)}"/><text class="tick" x="${right + 8}" y="${y(one.from) + 4}">${one.grade} ${one.from}</text>`)}
<line class="axis" x1="${LEFT}" x2="${right}" y1="${y(0)}" y2="${y(0)}"/>
${ticks(from, to).map(({ day, label }) => html`<line class="axis" x1="${x(day)}" x2="${x(day)}" y1="${y(0)}" y2="${y(0) + 5}"/><text class="tick" x="${x(day)}" y="${y(0) + 20}" text-anchor="middle">${label}</text>`)}
<path class="line" d="${path}"/>
${points.map(({ day, total, grade }, i) => (i === 0 && day < from ? null : html`<circle class="dot grade-${grade}" cx="${x(day)}" cy="${y(Number(total))}" r="4"><title>${formatDay(day)}: ${total} ${grade}</title></circle>`))}
</svg></figure>`;
}

/** The first days of months, as many as find room. */
function ticks(from: Day, to: Day): { day: Day; label: string }[] {
  const months = (to - from) / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60].find((size) => months / size <= 12) ?? 120;
  const found: { day: Day; label: string }[] = [];
  const [year, month] = formatDay(from).split('-').map(Number);
  for (let index = year * 12 + month; ; index++) {
    const day = parseDay(`${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`);
    if (day === null || day > to) return found;
    if (index % step === 0) found.push({ day, label: formatDay(day).slice(0, 7) });
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;
