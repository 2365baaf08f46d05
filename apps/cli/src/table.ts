const WIDTH = 100;

/** Columns that a terminal needs for a text: Chinese and full-width characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character.codePointAt(0)!) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1;
  return width;
}

// East Asian Wide and Fullwidth (Unicode TR 11), as far as Chinese and Japanese text needs them.
const isWide = (point: number): boolean =>
  (point >= 0x1100 && point <= 0x115f) ||
  (point >= 0x2e80 && point <= 0xa4cf) ||
  (point >= 0xac00 && point <= 0xd7a3) ||
  (point >= 0xf900 && point <= 0xfaff) ||
  (point >= 0xfe30 && point <= 0xfe6f) ||
  (point >= 0xff00 && point <= 0xff60) ||
  (point >= 0xffe0 && point <= 0xffe6) ||
  (point >= 0x1f300 && point <= 0x1faff) ||
  (point >= 0x20000 && point <= 0x3fffd);

/** Cuts a text to a width, with an ellipsis where something is lost. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = displayWidth(character);
    if (used + next > width - 1) break;
    kept += character;
    used += next;
  }
  return `${kept}…`;
}

const pad = (text: string, width: number, right: boolean): string => {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return right ? gap + text : text + gap;
};

/**
 * A table of plain text that fits 100 columns: numbers to the right, and the widest column gives way first.
 * `heading` and each row have the same number of cells.
 */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], width = WIDTH): string {
  const widths = heading.map((cell, i) => Math.max(displayWidth(cell), ...rows.map((row) => displayWidth(row[i]))));
  const numeric = heading.map((_, i) => rows.length > 0 && rows.every((row) => /^[-+]?[\d,.]*%?$/.test(row[i])));
  for (let over = widths.reduce((sum, w) => sum + w + 2, -2) - width; over > 0; over--) widths[widths.indexOf(Math.max(...widths))]--;
  const line = (cells: readonly string[]): string => cells.map((cell, i) => pad(cut(cell, widths[i]), widths[i], numeric[i])).join('  ').trimEnd();
  return `${[line(heading), line(widths.map((w) => '─'.repeat(w))), ...rows.map(line)].join('\n')}\n`;
}
