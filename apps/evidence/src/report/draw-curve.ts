import type PDFDocument from 'pdfkit';
import type { Curve } from '#apps/api/src/pages/score-curve.js';
import { formatDay } from '#platform/kernel/day.js';

const HEIGHT = 130;
const SIDE = 34;

/** The score over time as a step line between the bounds of the grades, at the place where the text stands. */
export function drawCurve(document: InstanceType<typeof PDFDocument>, { from, to, points, grades }: Curve): void {
  const left = document.page.margins.left + SIDE;
  const right = document.page.width - document.page.margins.right - SIDE;
  const top = document.y + 6;
  const x = (day: number): number => left + ((Math.min(Math.max(day, from), to) - from) / Math.max(1, to - from)) * (right - left);
  const y = (total: number): number => top + (1 - total / 100) * HEIGHT;
  const label = (text: string, at: number, height: number): void => void document.font('text').fontSize(7).fillColor('#55606e').text(text, at, height, { lineBreak: false });
  document.save().lineWidth(0.5).strokeColor('#b8c0ca');
  for (const grade of grades.filter((one) => one.from > 0)) {
    document.moveTo(left, y(grade.from)).lineTo(right, y(grade.from)).dash(2, { space: 2 }).stroke();
    label(`${grade.grade} ${grade.from}`, right + 4, y(grade.from) - 5);
  }
  document.undash().strokeColor('#55606e').moveTo(left, y(0)).lineTo(right, y(0)).stroke();
  label('100', left - 22, y(100) - 5);
  label('0', left - 12, y(0) - 5);
  document.lineWidth(1.4).strokeColor('#0b5cad');
  points.forEach(({ day, total }, i) => {
    const height = y(Number(total));
    if (i === 0) document.moveTo(x(day), height);
    else document.lineTo(x(day), y(Number(points[i - 1].total))).lineTo(x(day), height);
  });
  const last = points[points.length - 1];
  if (last) document.lineTo(right, y(Number(last.total))).stroke();
  document.restore();
  label(formatDay(from), left, y(0) + 4);
  label(formatDay(to), right - 38, y(0) + 4);
  document.x = document.page.margins.left;
  document.y = y(0) + 18;
}
