import { displayWidth } from './table.js';

const WIDTH = 100;
/** Chinese closing marks never begin a line. */
const CLOSING = /^[，。、；：）》”！？,.;:)]/u;

/** Nor do opening ones end a line. */
const OPENING = /^[（《“(]$/u;

/** Breaks a text into lines of at most `width` columns: between words, and between any two Chinese characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  const widthOf = (some: readonly string[]): number => displayWidth(some.join('').trimEnd());
  const flush = (): void => {
    if (widthOf(line) > 0) lines.push(line.join('').trimEnd());
    line = [];
  };
  for (const piece of pieces(text).flatMap((one) => split(one, width))) {
    if (line.length > 0 && widthOf([...line, piece]) > width) {
      // A closing mark takes what it closes along, and an opening mark goes with what follows.
      const carried: string[] = [];
      while (line.length > 1 && (CLOSING.test(carried[0] ?? piece) || OPENING.test(line[line.length - 1]))) carried.unshift(line.pop()!);
      flush();
      line = carried;
    }
    if (line.length > 0 || piece.trim() !== '') line.push(piece);
  }
  flush();
  return lines;
}

/** Words with the space after them; a wide character is a piece of its own. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let word = '';
  for (const character of text) {
    if (displayWidth(character) === 2) {
      if (word !== '') found.push(word);
      word = '';
      found.push(character);
    } else {
      word += character;
      if (character === ' ') {
        found.push(word);
        word = '';
      }
    }
  }
  if (word !== '') found.push(word);
  return found;
}

/** A word longer than a line is cut. */
function split(piece: string, width: number): string[] {
  if (displayWidth(piece.trimEnd()) <= width) return [piece];
  let head = '';
  for (const character of piece) {
    if (displayWidth(head + character) > width) break;
    head += character;
  }
  return [head, ...split(piece.slice(head.length), width)];
}

/** A paragraph under a mark: the first line behind `mark`, the others indented alike. */
export function paragraph(mark: string, text: string, indent = 0): string {
  const margin = ' '.repeat(indent);
  const rest = ' '.repeat(displayWidth(mark));
  return wrap(text, WIDTH - indent - rest.length)
    .map((line, i) => `${margin}${i === 0 ? mark : rest}${line}\n`)
    .join('');
}
