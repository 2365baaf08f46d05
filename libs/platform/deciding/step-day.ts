import { formatDay, parseDay, type Day } from '#platform/kernel/day.js';
import { refuse } from './refusal.js';

/**
 * The day of a step that a person takes: the day given, else today. Refuses a day that does not exist (400), one in the
 * future, and one before `notBefore`, which `after` names in words ("it was proposed").
 */
export function stepDay(given: string | undefined, field: string, today: Day, notBefore: Day, after: string): Day {
  const day = given === undefined ? today : parseDay(given);
  if (day === null) {
    throw refuse('malformed-day', `'${given}' is not a day of the form YYYY-MM-DD that exists.`, 400, { field, value: given, expected: 'a day YYYY-MM-DD' });
  }
  const value = formatDay(day);
  if (day > today) {
    throw refuse('future-day', `${value} lies in the future: today is ${formatDay(today)}, and a step is recorded on or after the day it was taken.`, 422, { field, value, expected: `a day no later than ${formatDay(today)}` });
  }
  if (day < notBefore) {
    throw refuse('before-previous-step', `${value} is before ${formatDay(notBefore)}, the day on which ${after}; a step is not taken before the one it follows.`, 422, { field, value, expected: `a day no earlier than ${formatDay(notBefore)}` });
  }
  return day;
}
