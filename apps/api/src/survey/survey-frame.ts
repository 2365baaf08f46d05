import { createHash } from 'node:crypto';
import type { Language } from '../edge/language.js';
import { html, type Html } from '../pages/html.js';
import { SURVEY_STYLE } from './survey-style.js';
import { SURVEY_WORDS } from './survey-words.js';

/** Another style sheet has another address, so that browsers may keep this one. */
const STYLE_ADDRESS = `/survey.css?v=${createHash('sha256').update(SURVEY_STYLE).digest('hex').slice(0, 8)}`;

/** A whole page of the form: no script, one style sheet, nothing that tells who is asked. */
export function surveyFrame(title: string, language: Language, main: Html): string {
  return `<!doctype html>\n${
    html`<html lang="${language === 'en' ? 'en' : 'zh-Hans'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLE_ADDRESS}">
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`.markup
  }`;
}

/** What is said instead of a form. `code`: of the refusal. */
export function surveyRefusedPage(code: string, language: Language): string {
  const { refused } = SURVEY_WORDS[language];
  const [heading, text] = Object.hasOwn(refused, code) ? refused[code] : refused.unexpected;
  return surveyFrame(heading, language, html`<section role="alert"><h1>${heading}</h1><p>${text}</p></section>`);
}

export function surveyThanksPage(language: Language): string {
  const { thanks, arrived, coupon } = SURVEY_WORDS[language];
  return surveyFrame(thanks, language, html`<section role="status"><h1>${thanks}</h1><p>${arrived}</p><p>${coupon}</p></section>`);
}
