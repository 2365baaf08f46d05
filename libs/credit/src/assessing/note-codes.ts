/** Why a rule did not apply, as the rules say it. A new code is a compile error until both languages have words for it. */
export const NOTE_CODES = [
  'lapsed',
  'no-arrears', 'streak-short-and-young', 'still-open', 'made-good-too-late', 'arrears-open', 'year-not-over',
  'no-finding', 'no-report', 'not-verified',
  'no-accident', 'group-of-one', 'no-award', 'period-too-short', 'accident-in-period',
  'no-case', 'case-not-confirmed', 'case-withdrawn',
  'no-notice', 'notice-met', 'deadline-not-passed',
  'not-assessed',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];
