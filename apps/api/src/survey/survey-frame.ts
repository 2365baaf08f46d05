import { createHash } from 'node:crypto';
import type { Language } from '../edge/language.js';
import { htmlDocument } from '../pages/html-document.js';
import { html, type Html } from '../pages/html.js';
import { SURVEY_STYLE } from './survey-style.js';
import { SURVEY_WORDS } from './survey-words.js';

/** Another style sheet has another address, so that browsers may keep this one. */
const STYLE_ADDRESS = `/survey.css?v=${createHash('sha256').update(SURVEY_STYLE).digest('hex').slice(0, 8)}`;

/** A whole page of the form: no script, one style sheet, nothing that tells who is asked. */
export function surveyFrame(title: string, language: Language, main: Html): string {
  return htmlDocument({ title, language, style: STYLE_ADDRESS, hidden: true, body: html`<main>\n${main}\n</main>` });
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
