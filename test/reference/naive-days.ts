/** Days as whole numbers of 24 hours since 1970-01-01 UTC, by the JavaScript Date alone. */
export type Day = number;

const MILLISECONDS = 24 * 60 * 60 * 1000;

function fromParts(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / MILLISECONDS;
}

export function dayFrom(text: string): Day {
  const [year, month, day] = text.split('-').map(Number);
  const result = fromParts(year, month, day);
  if (dayText(result) !== text) throw new Error(`${text} is not a day`);
  return result;
}

export function dayText(day: Day): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, -14);
}

/** "N months after a day is the corresponding day, or the month's last day where there is none." */
export function monthsAfter(day: Day, months: number): Day {
  const date = new Date(day * MILLISECONDS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1 + months;
  const lastDayOfThatMonth = new Date(fromParts(year, month + 1, 0) * MILLISECONDS).getUTCDate();
  return fromParts(year, month, Math.min(date.getUTCDate(), lastDayOfThatMonth));
}

/** "the end of the calendar month after its due date's month" */
export function endOfMonthAfter(day: Day): Day {
  const date = new Date(day * MILLISECONDS);
  return fromParts(date.getUTCFullYear(), date.getUTCMonth() + 1 + 2, 0);
}
