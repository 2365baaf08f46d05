import type { Language } from '../edge/language.js';
import { html, type Html } from './html.js';

/** A whole document: no script, one style sheet, nothing from elsewhere. */
export function htmlDocument({ title, language, style, hidden = false, body }: {
  readonly title: string;
  readonly language: Language;
  /** Address of the style sheet. */
  readonly style: string;
  /** Whether search engines are told to keep away. */
  readonly hidden?: boolean;
  readonly body: Html;
}): string {
  return `<!doctype html>\n${
    html`<html lang="${language === 'en' ? 'en' : 'zh-Hans'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${hidden && html`<meta name="robots" content="noindex, nofollow">\n`}<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
</head>
<body>
${body}
</body>
</html>
`.markup
  }`;
}
