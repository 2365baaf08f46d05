import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colour and weight, on a terminal only, and never with NO_COLOR (no-color.org) or TERM=dumb. */
export function paint(style: Style, text: string): string {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb' ? styleText(style, text) : text;
}
