import { isAskedAfter, type Entered } from '#satisfaction/form/form-answers.js';
import { itemsOf, type FormPage, type FormSection } from '#satisfaction/form/form-pages.js';
import type { Item, Questionnaire } from '#satisfaction/questionnaires/questionnaire-schema.js';
import type { Language } from '../edge/language.js';
import { html, type Html } from '../pages/html.js';
import { surveyFrame } from './survey-frame.js';
import { SURVEY_WORDS, type SurveyWords } from './survey-words.js';

/** A page of the form as it is to be shown. */
export interface ShownPage {
  readonly questionnaire: Questionnaire;
  readonly pages: readonly FormPage[];
  /** Which one, from 0. */
  readonly at: number;
  readonly entered: Entered;
  /** What is wrong, by item; '' is the form as a whole. */
  readonly problems: readonly { readonly item: string; readonly code: string }[];
  readonly language: Language;
}

/** One page of the form. What was entered on the others travels along in it: nothing is kept here before it is sent. */
export function surveyPage({ questionnaire, pages, at, entered, problems, language }: ShownPage): string {
  const words = SURVEY_WORDS[language];
  const title = said(questionnaire.title, language);
  const page = pages[at];
  const here = new Set(itemsOf(page).map(({ id }) => id));
  const texts: Texts = { language, words, problems: new Map(problems.map(({ item, code }) => [item, words.problems[code] ?? words.error])) };
  const shown = page.sections.map((section) => ({ ...section, items: section.items.filter((item) => isAskedAfter(questionnaire, item, entered)) })).filter(({ items }) => items.length > 0);
  const mainPages = pages.filter(({ extra }) => !extra).length;
  return surveyFrame(
    `${problems.length > 0 ? `${words.error}: ` : ''}${title} · ${words.page(at + 1, pages.length)}`,
    language,
    html`<form method="post" novalidate autocomplete="off">
<button class="first" name="_go" value="${at < mainPages - 1 ? 'next' : 'send'}" tabindex="-1" aria-hidden="true"></button>
<header><h1>${title}</h1><button class="language" name="_go" value="${language === 'en' ? 'zh' : 'en'}" lang="${language === 'en' ? 'zh-Hans' : 'en'}">${words.other}</button></header>
<p class="soft">${words.page(at + 1, pages.length)}</p>
${problems.length > 0 && summary(questionnaire, texts, here)}
${at === 0 && problems.length === 0 && html`<p>${words.intro}</p><p class="soft">${words.apart}</p>`}
${page.extra && html`<p>${words.extra}</p>`}
<input type="hidden" name="_page" value="${at}"><input type="hidden" name="_lang" value="${language}">
${Object.entries(entered).filter(([id]) => !here.has(id)).map(([id, value]) => html`<input type="hidden" name="${id}" value="${value}">`)}
${shown.map((section, i) => sectionOf(section, i, questionnaire, entered, texts))}
<div class="buttons">${buttons(at, pages.length, mainPages, words)}</div>
</form>`,
  );
}

interface Texts {
  readonly language: Language;
  readonly words: SurveyWords;
  readonly problems: ReadonlyMap<string, string>;
}

const said = (texts: Readonly<Record<string, string>>, language: Language): string => texts[language] ?? Object.values(texts)[0];

function buttons(at: number, count: number, mainPages: number, words: SurveyWords): Html[] {
  const last = at === count - 1;
  const maySend = last || at >= mainPages - 1;
  const button = (go: string, text: string, second: boolean): Html => html`<button name="_go" value="${go}"${second && html` class="second"`}>${text}</button>`;
  return [
    ...(maySend ? [button('send', words.send, false)] : [button('next', words.next, false)]),
    ...(maySend && !last ? [button('next', words.more, true)] : []),
    ...(at > 0 ? [button('back', words.back, true)] : []),
  ];
}

function summary(questionnaire: Questionnaire, { problems, words, language }: Texts, here: ReadonlySet<string>): Html {
  const lines = [...problems].map(([id, text]) => {
    const item = here.has(id) ? questionnaire.items.find((one) => one.id === id) : undefined;
    return item ? html`<li><a href="#${focusOf(item, questionnaire)}">${said(item.name, language)}: ${text}</a></li>` : html`<li>${text}</li>`;
  });
  return html`<section class="summary" role="alert" aria-labelledby="wrong"><h2 id="wrong">${words.mend(problems.size)}</h2><ul>${lines}</ul></section>`;
}

/** The field that a link of the summary leads to: the first one of its question. */
function focusOf({ id, scale }: Item, { scales }: Questionnaire): string {
  const of = scales[scale];
  return of.kind === 'text' ? id : `${id}-${of.kind === 'rating' ? of.from : of.options[0].id}`;
}

function sectionOf({ of, role, items }: FormSection, i: number, questionnaire: Questionnaire, entered: Entered, texts: Texts): Html {
  const { sections } = texts.words;
  const named = role === 'importance' || role === 'expectation' || role === 'overall' || role === 'text' ? sections[role] : null;
  const heading = of ? said(of.name, texts.language) : (named ?? sections.rest);
  return html`<section aria-labelledby="section-${i}"><h2 id="section-${i}">${heading}</h2>${items.map((item) => question(item, questionnaire, entered[item.id], texts))}</section>`;
}

function question(item: Item, { scales }: Questionnaire, value: string | undefined, { language, words, problems }: Texts): Html {
  const { id } = item;
  const scale = scales[item.scale];
  const problem = problems.get(id);
  const described = [scale.kind === 'choice' ? '' : `${id}-hint`, problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  const asked = html`<span class="text">${said(item.text, language)}${item.required && ` ${words.required}`}</span>`;
  const complaint = problem !== undefined && html`<span class="problem" id="${id}-problem">${problem}</span>`;
  if (scale.kind === 'text') {
    return html`<div class="question${problem !== undefined && ' wrong'}"><label class="ask" for="${id}">${asked}</label><span class="ends soft small" id="${id}-hint">${words.atMost(scale.maxLength)}</span>${complaint}
<textarea id="${id}" name="${id}" aria-describedby="${described}"${problem !== undefined && html` aria-invalid="true"`}>
${value ?? ''}</textarea></div>`;
  }
  const options = scale.kind === 'rating' ? Array.from({ length: scale.to - scale.from + 1 }, (_, at) => [String(scale.from + at), String(scale.from + at)]) : scale.options.map(({ id: option, text }) => [option, said(text, language)]);
  const radio = (option: string, text: string): Html => html`<label${option === '' && html` class="none"`}><input type="radio" id="${id}-${option}" name="${id}" value="${option}"${value === option && html` checked`}>${text}</label>`;
  return html`<fieldset role="radiogroup" class="${problem !== undefined && 'wrong'}" aria-describedby="${described}"${problem !== undefined && html` aria-invalid="true"`}><legend><span class="name">${said(item.name, language)}</span> ${asked}</legend>
${scale.kind === 'rating' && html`<span class="ends soft small" id="${id}-hint">${words.scale(scale.from, said(scale.low, language), scale.to, said(scale.high, language))}</span>`}${complaint}
<div class="${scale.kind === 'choice' ? 'choices' : options.length === 11 ? 'scale of-eleven' : 'scale'}">${options.map(([option, text]) => radio(option, text))}${!item.required && radio('', words.none)}</div></fieldset>`;
}
