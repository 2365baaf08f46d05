import type { Language } from '../edge/language.js';
import { html } from './html.js';
import { page } from './page-frame.js';

const WORDS = {
  en: {
    heading: 'Who are you?',
    about: 'What is on record here is about persons: nobody is let in without a token, and every look is recorded.',
    token: 'Token',
    hint: 'On this machine, npx gridledger token --role auditor makes one. Elsewhere your identity provider gives it.',
    enter: 'Enter',
    cookie: 'The token is kept in a cookie until the browser is closed. It lets these pages read; they cannot write.',
  },
  zh: {
    heading: '请登录',
    about: '此处记录涉及个人：无令牌不得进入，每次查阅均被记录。',
    token: '令牌',
    hint: '在本机上可用 npx gridledger token --role auditor 生成；其他环境由身份提供方签发。',
    enter: '进入',
    cookie: '令牌保存在 Cookie 中，关闭浏览器即失效。网页只能查阅，不能写入。',
  },
} as const;

/** The page that takes a token; `refused` says why the last one was not taken. */
export function loginPage(language: Language, refused?: string): string {
  const words = WORDS[language];
  return page({
    title: `${words.heading} · gridledger`,
    language,
    address: '/login',
    signedIn: false,
    main: html`<h1>${words.heading}</h1>
<p>${words.about}</p>
${refused !== undefined && html`<section role="alert"><p><span class="mark bad">${refused}</span></p></section>`}
<form action="/login" method="post"><input type="hidden" name="lang" value="${language}">
<div class="field"><label for="token">${words.token}<span class="soft">${words.hint}</span></label><input id="token" name="token" type="password" required maxlength="20000" autocomplete="off" spellcheck="false"></div>
<button>${words.enter}</button></form>
<p class="soft small">${words.cookie}</p>`,
  });
}
