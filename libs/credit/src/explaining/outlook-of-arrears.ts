import { addMonths, endOfNextMonth, formatDay } from '#platform/kernel/day.js';
import type { Entry } from '../assessing/assessment.js';
import { streakOf } from './entry-words.js';
import type { Outlook } from './explanation.js';
import { say } from './outlook.js';
import type { Telling } from './telling.js';

/** A streak: what would have kept it from arising, what it becomes and when, and how it ends. */
export function arrearsOutlook(telling: Telling, entry: Entry): Outlook[] {
  const { asOf, book } = telling.asked.question;
  const streak = streakOf(telling, entry);
  const parameters = (book.byId(entry.edition) ?? telling.edition).rules;
  const outlook = [say(telling, 'had-bills-been-settled', null, { bills: telling.wording.list(streak.bills.map(({ bill }) => `${bill.no} (${formatDay(bill.due)})`)) })];
  // A streak that is settled can still grow: the next bill joins it if none between was settled by its due date.
  const risen = telling.coming.find((after) => after.entries.some((later) => later.id === entry.id && later.rule !== entry.rule));
  if (risen) {
    const { rule, points } = risen.entries.find(({ id }) => id === entry.id)!;
    outlook.push(say(telling, 'rises', risen.day, { rule, points: telling.effective(points), last: formatDay(risen.day - 1) }));
  }
  for (const { bill, settledOn } of streak.bills) {
    const by = endOfNextMonth(bill.due);
    if (settledOn === null && by >= asOf) outlook.push(say(telling, 'still-made-good', by, { document: bill.no, points: `+${telling.effective(parameters['COM-04'].points)}` }));
  }
  if (entry.until !== null) outlook.push(say(telling, 'ends', entry.until + 1, { until: formatDay(entry.until) }));
  else {
    const months = parameters[entry.rule].windowMonths;
    outlook.push(say(telling, 'ends-after-settlement', null, { months: String(months), until: formatDay(addMonths(asOf, months)), asOf: telling.asOf }));
  }
  return outlook;
}
