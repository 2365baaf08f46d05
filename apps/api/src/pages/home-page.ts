import type { Person } from '#access/person.js';
import type { Language } from '../edge/language.js';
import { html, type Html } from './html.js';
import { page } from './page-frame.js';
import { PAGE_WORDS, type PageWords } from './page-words.js';

export interface HomeFacts {
  readonly today: string;
  readonly zone: string;
  readonly person: Pick<Person, 'subject' | 'roles' | 'customerNo'>;
  /** Customers by grade, best first, on the ledger's day; null while there is no ledger; left out where they are not the person's business. */
  readonly grades?: { readonly day: string; readonly counts: readonly { readonly grade: string; readonly customers: number }[] } | null;
}

/** What this is, where to go from here, and a form to look up one customer. */
export function homePage({ today, zone, person, grades }: HomeFacts, language: Language): string {
  const words = PAGE_WORDS[language];
  const count = grades?.counts.reduce((sum, { customers }) => sum + customers, 0) ?? 0;
  return page({
    title: `gridledger · ${words.tagline}`,
    language,
    address: '/',
    main: html`<h1>${words.tagline}</h1>
<p>${words.about}</p>
<p class="soft">${words.today(today, zone)} ${words.signedIn(person.subject, person.roles.join(', '))}</p>
<section aria-labelledby="look-up"><h2 id="look-up">${words.lookUp}</h2>${lookUpForm(words, language, { customer: person.customerNo ?? undefined })}</section>
${grades !== undefined && html`<section aria-labelledby="by-grade"><h2 id="by-grade">${grades && count > 0 ? words.grades(grades.day, count) : words.customers}</h2>
${grades && count > 0 ? gradeBars(grades.counts) : html`<p>${words.noCustomers}</p>`}</section>`}
${grades !== undefined && html`<section aria-labelledby="file"><h2 id="file">${words.scoreFile}</h2><form action="/scores.csv" method="get">
<div class="field"><label for="purpose">${words.purpose}<span class="soft">${words.purposeHint}</span></label><input id="purpose" name="purpose" required maxlength="300" autocomplete="off"></div>
<button>${words.take}</button></form></section>`}
<section aria-labelledby="more"><h2 id="more">${words.more}</h2><ul>
${(
  [
    ['/docs', words.docs], ['/openapi.json', words.openApi], ['/lists/grades', words.lists], ['/lists/open-arrears', words.arrears],
    ['/lists/changes?within=30', words.changes], ['/rulebook/editions', words.editions], ['/ratings', words.ratings],
  ] as const
).map(([href, text]) => html`<li><a href="${href}">${text}</a> <code class="soft small">${href}</code></li>`)}
</ul></section>`,
  });
}

/** The form that leads to a customer's page; `given` fills it. */
export function lookUpForm(words: PageWords, language: Language, given: { customer?: string; asOf?: string; knownAsOf?: string } = {}): Html {
  return html`<form action="/view/customers" method="get"><input type="hidden" name="lang" value="${language}">
<div class="field"><label for="customer">${words.customerNo}</label><input id="customer" name="customer" required maxlength="200" autocomplete="off" value="${given.customer ?? ''}"></div>
<div class="field"><label for="as-of">${words.asOf}<span class="soft">${words.asOfHint}</span></label><input id="as-of" name="asOf" type="date" value="${given.asOf ?? ''}"></div>
<div class="field"><label for="known-as-of">${words.knownAsOf}<span class="soft">${words.knownAsOfHint}</span></label><input id="known-as-of" name="knownAsOf" type="date" value="${given.knownAsOf ?? ''}"></div>
<button>${words.show}</button></form>`;
}

function gradeBars(counts: readonly { grade: string; customers: number }[]): Html {
  const most = Math.max(...counts.map(({ customers }) => customers), 1);
  const told = counts.map(({ grade, customers }) => `${grade} ${customers}`).join(', ');
  return html`<figure class="curve small-chart"><svg viewBox="0 0 860 ${counts.length * 30}" role="img" aria-label="${told}">
${counts.map(({ grade, customers }, i) => html`<text class="count" x="44" y="${i * 30 + 20}" text-anchor="end">${grade}</text><rect class="bar-of grade-${grade}" x="56" y="${i * 30 + 4}" width="${Math.round((customers / most) * 700) || (customers > 0 ? 1 : 0)}" height="22" rx="3"/><text class="count" x="${64 + Math.round((customers / most) * 700)}" y="${i * 30 + 20}">${customers}</text>`)}
</svg></figure>`;
}
