/**
 * Days are counted as whole numbers from 1970-01-01 (day 0) in the proleptic Gregorian calendar, without zone or
 * clock: comparing and adding them is exact, and an assessment does tens of thousands of it. Range 0001-01-01 to
 * 9999-12-31.
 */
export type Day = number;

const DASH = 45;

/** The day that `YYYY-MM-DD` names, or null if the text has another form or the day does not exist. */
export function parseDay(text: string): Day | null {
  // Character by character: a rebuild reads two or three days for every event, and a pattern took several times as long.
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return fromCivil(year, month, day);
}

/** The number that ASCII digits make; -1 where anything else stands among them. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** The day that `YYYY-MM-DD` names; throws a RangeError for anything else. For text that was validated before. */
export function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === null) throw new RangeError(`'${text}' is not a day of the form YYYY-MM-DD`);
  return day;
}

/** `YYYY-MM-DD` of a day. */
export function formatDay(day: Day): string {
  const [year, month, dayOfMonth] = toCivil(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

/** *N months after* a day: the corresponding day, or the month's last day where there is none (domain.md §3.3). */
export function addMonths(day: Day, months: number): Day {
  const [year, month, dayOfMonth] = toCivil(day);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return fromCivil(toYear, toMonth, Math.min(dayOfMonth, daysInMonth(toYear, toMonth)));
}

/** The last day of the calendar month after the month of `day`. */
export function endOfNextMonth(day: Day): Day {
  const [year, month] = toCivil(day);
  return (month >= 11 ? fromCivil(year + 1, month - 10, 1) : fromCivil(year, month + 2, 1)) - 1;
}

/** Number of days in a month (1–12) of a year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Days from and to civil dates after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil
// and civil_from_days: a year begins in March, so that the leap day is its last.
function fromCivil(year: number, month: number, day: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function toCivil(day: Day): [year: number, month: number, day: number] {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1];
}
