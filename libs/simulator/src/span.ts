import { addMonths, dayOf, parseDay, type Day } from '#platform/kernel/day.js';
import type { CustomerClass } from '#customers/events.js';
import type { Random } from './random.js';

/** The months that a simulation covers. What lies after its end is not known to it. */
export interface Span {
  readonly firstDay: Day;
  readonly months: number;
  readonly end: Day;
  /** How often safety, legal and cooperation facts happen: a whole number, 1 being a plausible rate. */
  readonly frequency: number;
}

/** Whom facts are drawn for. */
export interface Subject {
  readonly customerNo: string;
  readonly customerClass: CustomerClass;
  readonly opened: Day;
  /** The last day on which anything about the customer begins: some weeks after a closing, else without limit. */
  readonly lastActive: Day;
}

/** `from` is a month, YYYY-MM; throws a RangeError for anything else. */
export function spanOf(from: string, months: number, frequency = 1): Span {
  if (parseDay(`${from}-01`) === null) throw new RangeError(`'${from}' is not a month of the form YYYY-MM`);
  const firstDay = dayOf(`${from}-01`);
  return { firstDay, months, end: addMonths(firstDay, months) - 1, frequency };
}

/** The first day of each month of the span. */
export function* monthsOf(span: Span): Generator<Day> {
  for (let month = 0; month < span.months; month++) yield addMonths(span.firstDay, month);
}

/** Some day of the month that begins on `first`. */
export function dayInMonth(first: Day, random: Random): Day {
  return first + random.below(addMonths(first, 1) - first);
}

export const isActive = (subject: Subject, day: Day): boolean => day >= subject.opened && day <= subject.lastActive;
