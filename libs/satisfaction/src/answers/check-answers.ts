import type { Item, Questionnaire, Scale } from '../questionnaires/questionnaire-schema.js';
import type { Answers } from './answers.js';

/** Why one answer is refused. `item` is the place; for people the caller names the row or the form before the message. */
export interface AnswerProblem {
  readonly code: 'unknown-item' | 'not-a-number' | 'off-scale' | 'unknown-option' | 'not-a-text' | 'too-long' | 'missing-required' | 'not-asked';
  readonly item: string;
  /** The value at fault, cut; left out for free text, which may be personal. */
  readonly value?: string;
  readonly message: string;
  readonly expected: string;
}

/**
 * One respondent's answers against a questionnaire. Values come as they are given: numbers, or text as a form or a file
 * holds it; undefined, null and '' are not answered. Answers hold what was understood even when there are problems.
 */
export function checkAnswers(questionnaire: Questionnaire, given: Readonly<Record<string, unknown>>): { answers: Answers; problems: AnswerProblem[] } {
  const problems: AnswerProblem[] = [];
  const answers: Record<string, number | string> = {};
  const known = new Set(questionnaire.items.map(({ id }) => id));
  for (const id of Object.keys(given)) {
    if (!known.has(id)) problems.push({ code: 'unknown-item', item: id, message: `the questionnaire ${questionnaire.id} has no item of that name`, expected: 'an item of the questionnaire' });
  }
  const faulty = new Set<string>();
  for (const item of questionnaire.items) {
    const value = Object.hasOwn(given, item.id) ? given[item.id] : undefined;
    if (value === undefined || value === null || value === '') continue;
    const read = readAnswer(item, questionnaire.scales[item.scale], value);
    if ('problem' in read) {
      problems.push(read.problem);
      faulty.add(item.id);
    } else answers[item.id] = read.answer;
  }
  for (const item of questionnaire.items) {
    // An answer that was refused already is not judged a second time by what hangs on it.
    if (item.showIf && faulty.has(item.showIf.item)) continue;
    const asked = isAsked(item, answers);
    if (asked && item.required && answers[item.id] === undefined && !faulty.has(item.id)) {
      problems.push({ code: 'missing-required', item: item.id, message: 'the item is required but was not answered', expected: 'an answer' });
    }
    if (!asked && answers[item.id] !== undefined) {
      problems.push({ code: 'not-asked', item: item.id, message: `the item is only asked after a certain answer to ${item.showIf!.item}, which was not given`, expected: 'no answer' });
    }
  }
  return { answers, problems };
}

/** Whether an item is asked of somebody who answered so far as given. An item that was not asked itself opens no branch. */
export function isAsked({ showIf }: Pick<Item, 'showIf'>, answers: Answers): boolean {
  if (!showIf) return true;
  const answer = answers[showIf.item];
  if (answer === undefined) return false;
  if (showIf.oneOf && !showIf.oneOf.includes(answer)) return false;
  if (showIf.atLeast !== undefined && !(Number(answer) >= showIf.atLeast)) return false;
  return !(showIf.atMost !== undefined && !(Number(answer) <= showIf.atMost));
}

const cut = (value: unknown): string => String(value).slice(0, 40);

function readAnswer(item: Item, scale: Scale, value: unknown): { answer: number | string } | { problem: AnswerProblem } {
  if (scale.kind === 'rating') {
    const expected = `a whole number from ${scale.from} to ${scale.to}`;
    const number = typeof value === 'number' ? value : typeof value === 'string' && /^\s*-?\d{1,6}\s*$/.test(value) ? Number(value) : NaN;
    if (!Number.isInteger(number)) return { problem: { code: 'not-a-number', item: item.id, value: cut(value), message: `expected is ${expected}, not '${cut(value)}'`, expected } };
    if (number < scale.from || number > scale.to) return { problem: { code: 'off-scale', item: item.id, value: cut(value), message: `${number} is off the scale; expected is ${expected}`, expected } };
    return { answer: number };
  }
  if (scale.kind === 'choice') {
    const expected = `one of ${scale.options.map(({ id }) => id).join(', ')}`;
    if (scale.options.some(({ id }) => id === value)) return { answer: value as string };
    return { problem: { code: 'unknown-option', item: item.id, value: cut(value), message: `'${cut(value)}' is no option; expected is ${expected}`, expected } };
  }
  const expected = `a text of at most ${scale.maxLength} characters`;
  if (typeof value !== 'string') return { problem: { code: 'not-a-text', item: item.id, message: `expected is ${expected}`, expected } };
  if ([...value].length > scale.maxLength) return { problem: { code: 'too-long', item: item.id, message: `the text has ${[...value].length} characters; expected is ${expected}`, expected } };
  return { answer: value };
}
