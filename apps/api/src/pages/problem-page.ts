import type { Problem } from '../edge/problem.js';
import type { Language } from '../edge/language.js';
import { html } from './html.js';
import { lookUpForm } from './home-page.js';
import { page } from './page-frame.js';
import { PAGE_WORDS } from './page-words.js';

/** A refusal as a browser shows it, with the form to ask again. */
export function problemPage({ detail, errors = [] }: Problem, language: Language): string {
  const words = PAGE_WORDS[language];
  return page({
    title: `${words.refused} · gridledger`,
    language,
    address: '/',
    main: html`<h1>${words.refused}</h1>
<section role="alert"><p>${detail}</p>${errors.length > 1 && html`<ul>${errors.map(({ message }) => html`<li>${message}</li>`)}</ul>`}</section>
<section aria-labelledby="look-up"><h2 id="look-up">${words.lookUp}</h2>${lookUpForm(words, language)}</section>`,
  });
}
