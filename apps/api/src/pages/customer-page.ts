import type { ExplainedEntry, ExplainedFact, Explanation } from '#credit/explaining/explanation.js';
import type { ShownPerson } from '#access/persons/personal-records.js';
import type { Language } from '../edge/language.js';
import { html, type Html } from './html.js';
import { lookUpForm } from './home-page.js';
import { page } from './page-frame.js';
import { PAGE_WORDS, type PageWords } from './page-words.js';
import { scoreCurve, type Curve } from './score-curve.js';

export interface AskedAt {
  readonly asOf?: string;
  readonly knownAsOf?: string;
}

/** A customer's score and the reason for every point of it, with the person's name for those entitled. */
export function customerPage(explanation: Explanation, person: ShownPerson, curve: Curve | null, asked: AskedAt, language: Language): string {
  const words = PAGE_WORDS[language];
  const { customer_no: no, nextChange, nextGrade } = explanation;
  const address = addressOf(`/view/customers/${encodeURIComponent(no)}`, asked);
  return page({
    title: `${words.customer} ${no} · gridledger`,
    language,
    address,
    main: html`<h1>${words.customer} ${no}</h1>
<p class="soft">${explanation.className[language]} · ${words.opened(explanation.openedOn)}${explanation.closedOn && ` · ${words.closed(explanation.closedOn)}`}</p>
${personOf(person, words)}
${scoreCard(explanation, words)}
${curve && html`<section aria-labelledby="curve"><h2 id="curve">${words.curve}</h2>${scoreCurve(curve, language)}</section>`}
<section aria-labelledby="categories"><h2 id="categories">${words.categories}</h2>${categoryTable(explanation, words, language)}</section>
<section aria-labelledby="entries"><h2 id="entries">${words.entries}</h2>
${explanation.entries.length === 0 ? html`<p>${words.noEntries}</p>` : explanation.entries.map((entry) => entryOf(entry, words, language))}</section>
<section aria-labelledby="next"><h2 id="next">${words.nextChange}</h2><p>${nextChange ? html`<strong>${nextChange.day}</strong> ${nextChange.reason} → ${nextChange.total} <span class="badge grade-${nextChange.grade}">${nextChange.grade}</span>` : words.noNextChange}</p>
${nextGrade && html`<h2>${words.nextGrade(nextGrade.grade)}</h2><ul>${nextGrade.needs.map(({ text }) => html`<li>${text}</li>`)}</ul>`}</section>
${furtherDetails(explanation, words)}
<section aria-labelledby="look-up"><h2 id="look-up">${words.lookUp}</h2>${lookUpForm(words, language, { customer: no, ...asked })}
<p class="small"><a href="${addressOf(`/customers/${encodeURIComponent(no)}/explanation`, { ...asked, lang: language })}">${words.json}</a></p></section>`,
  });
}

const personOf = ({ status, name, phone, address }: ShownPerson, words: PageWords): Html =>
  status === 'shown' ? html`<p>${[name, phone, address].filter((part) => part !== null).join(' · ')}</p>` : html`<p class="soft small">${words.person[status]}</p>`;

/** An address with the parameters that are set. */
export function addressOf(path: string, query: object): string {
  const text = new URLSearchParams(Object.entries(query).filter((one): one is [string, string] => typeof one[1] === 'string' && one[1] !== '')).toString();
  return text === '' ? path : `${path}?${text}`;
}

export function scoreCard(explanation: Explanation, words: PageWords): Html {
  const { asOf, knownAsOf, position, edition, total, grade, veto, provisional, provisionalUntil } = explanation;
  return html`<section aria-label="${words.score}"><div class="score"><span class="total">${total}</span><span class="soft">${words.outOf}</span><span class="badge grade-${grade}">${grade}</span></div>
${veto !== '' && html`<p><span class="mark bad">${words.veto(veto)}</span></p>`}
${explanation.confidentialOmitted && html`<p><span class="mark soft">${words.omitted}</span></p>`}
${provisional && html`<p><span class="mark soft">${words.provisional(provisionalUntil)}</span></p>`}
<p class="soft small">${words.restsOn(asOf, knownAsOf, position, edition)}</p></section>`;
}

export function categoryTable({ categories, total }: Explanation, words: PageWords, language: Language): Html {
  return html`<div class="scroll"><table><thead><tr><th scope="col">${words.category}</th><th scope="col" class="n">${words.full}</th><th scope="col" class="n">${words.deductions}</th><th scope="col" class="n">${words.rewards}</th><th scope="col" class="n">${words.capped}</th><th scope="col" class="n">${words.value}</th></tr></thead>
<tbody>${categories.map(
    ({ code, name, full, deductions, rewards, capped, value, veto }) => html`<tr><th scope="row">${code} ${name.zh}${language === 'en' && ` ${name.en}`}${veto && html` <span class="mark bad">veto 否决</span>`}</th><td class="n">${full}</td><td class="n">${deductions}</td><td class="n">${rewards}</td><td class="n">${capped}</td><td class="n">${value}</td></tr>`,
  )}</tbody><tfoot><tr><th scope="row">${words.total}</th><td class="n" colspan="5">${total}</td></tr></tfoot></table></div>`;
}

function entryOf(entry: ExplainedEntry, words: PageWords, language: Language): Html {
  return html`<article class="entry" id="${entry.id}"><header>${pointsOf(entry.effective)}<h3>${entry.rule} ${entry.heading[language]}</h3>${entry.disputed && html`<span class="mark bad">${words.disputed}</span>`}</header>
<p>${entry.text}</p>
<p class="soft small">${words.since(entry.since, entry.until)} · ${words.clause} ${entry.clause}${entry.confidential && ` · ${words.confidential}`}</p>
<h4>${words.facts}</h4>${factList(entry.facts, words)}
${entry.statement !== null && html`<h4>${words.statement}</h4><blockquote>${entry.statement}</blockquote>`}
${entry.outlook.length > 0 && html`<h4>${words.outlook}</h4><ul class="small">${entry.outlook.map(({ text }) => html`<li>${text}</li>`)}</ul>`}</article>`;
}

export function pointsOf(points: string): Html {
  if (points === '0.00') return html`<span class="points">${points}</span>`;
  return points.startsWith('-') ? html`<span class="points less">${points.replace('-', '−')}</span>` : html`<span class="points more">+${points}</span>`;
}

const factList = (facts: readonly ExplainedFact[], words: PageWords): Html =>
  html`<ul class="small">${facts.map(({ event, text, recordedAt, late }) => html`<li>${text} <a class="soft" href="/events/${event}">${words.recorded} ${recordedAt.slice(0, 10)}</a>${late && html` <span class="mark soft">${words.late}</span>`}</li>`)}</ul>`;

export function furtherDetails({ superseded, withoutEffect, voided, notApplied, basis }: Explanation, words: PageWords): Html {
  const group = (heading: string, items: readonly Html[]): Html | null => (items.length === 0 ? null : html`<details><summary>${heading} (${items.length})</summary><ul class="small">${items}</ul></details>`);
  return html`<section aria-label="${words.more}">${[
    group(words.superseded, superseded.map(({ rule, points, reason }) => html`<li>${rule} ${points}: ${reason}</li>`)),
    group(words.withoutEffect, withoutEffect.map(({ document, reason }) => html`<li>${document}: ${reason}</li>`)),
    group(words.voided, voided.map(({ text, reason, voidedAt }) => html`<li>${text} (${voidedAt.slice(0, 10)}: ${reason})</li>`)),
    group(words.notApplied, notApplied.map(({ rule, reason }) => html`<li>${rule}: ${reason}</li>`)),
    group(words.basis, basis.map(({ label, value, status, clause, note }) => html`<li>${label}: ${value} <span class="mark soft">${status}</span> ${clause} ${note}</li>`)),
  ]}</section>`;
}
