import type { Language } from '../edge/language.js';
import { htmlDocument } from './html-document.js';
import { html, type Html } from './html.js';
import { PAGE_WORDS } from './page-words.js';

export interface Frame {
  readonly title: string;
  readonly language: Language;
  /** Address of this page without `lang`, to offer it in the other language. */
  readonly address: string;
  readonly main: Html;
  /** Whether there is anybody to leave; default true. */
  readonly signedIn?: boolean;
}

/** A whole page: no script, one style sheet, everything from here. */
export function page({ title, language, address, main, signedIn = true }: Frame): string {
  const words = PAGE_WORDS[language];
  const other = language === 'en' ? 'zh' : 'en';
  const switchTo = `${address}${address.includes('?') ? '&' : '?'}lang=${other}`;
  const body = html`<a class="skip" href="#main">${language === 'en' ? 'Skip to content' : '跳至正文'}</a>
<header class="bar"><a class="brand" href="/?lang=${language}">gridledger</a><span class="tagline">${address === '/' ? '' : words.tagline}</span><a class="language" lang="${other === 'en' ? 'en' : 'zh-Hans'}" hreflang="${other}" href="${switchTo}">${other === 'en' ? 'English' : '中文'}</a>${signedIn && html`<form class="leave" action="/logout" method="post"><button class="link">${language === 'en' ? 'Leave' : '退出'}</button></form>`}</header>
<main id="main">
${main}
</main>`;
  return htmlDocument({ title, language, style: '/style.css', body });
}
