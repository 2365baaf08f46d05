import { checkAnswers, isAsked, type AnswerProblem } from '../answers/check-answers.js';
import type { Answers } from '../answers/answers.js';
import type { Item, Questionnaire } from '../questionnaires/questionnaire-schema.js';
import { itemsOf, type FormPage } from './form-pages.js';

/** What was entered so far, by item id, as a form sends it. */
export type Entered = Readonly<Record<string, string>>;

/** The fields of a form that are items of the questionnaire and not empty. Of a field that comes twice the last counts. */
export function enteredOf(questionnaire: Questionnaire, fields: Readonly<Record<string, unknown>>): Entered {
  const entered: Record<string, string> = {};
  for (const { id } of questionnaire.items) {
    const value = Object.hasOwn(fields, id) ? fields[id] : undefined;
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === 'string' && last.trim() !== '') entered[id] = last;
  }
  return entered;
}

/** Without what hangs on an answer that was changed since. */
export function stillAsked(questionnaire: Questionnaire, entered: Entered): Entered {
  const kept: Record<string, string> = {};
  for (const item of questionnaire.items) if (Object.hasOwn(entered, item.id) && isAskedAfter(questionnaire, item, kept)) kept[item.id] = entered[item.id];
  return kept;
}

/** Whether an item is asked after what was entered. */
export function isAskedAfter(questionnaire: Questionnaire, item: Item, entered: Entered): boolean {
  return item.showIf === undefined || isAsked(item, readable(questionnaire, entered));
}

/** What is wrong with one page; what comes later is not asked yet. */
export function problemsOfPage(questionnaire: Questionnaire, page: FormPage, entered: Entered): AnswerProblem[] {
  const here = new Set(itemsOf(page).map(({ id }) => id));
  return checkAnswers(questionnaire, entered).problems.filter(({ item }) => here.has(item));
}

/** The next page from `from` on, in a direction, on which anything is asked; null if there is none. */
export function pageWithQuestions(questionnaire: Questionnaire, pages: readonly FormPage[], from: number, step: 1 | -1, entered: Entered): number | null {
  for (let at = from; at >= 0 && at < pages.length; at += step) if (itemsOf(pages[at]).some((item) => isAskedAfter(questionnaire, item, entered))) return at;
  return null;
}

const readable = (questionnaire: Questionnaire, entered: Entered): Answers => checkAnswers(questionnaire, entered).answers;
