import { addMonths, formatDay } from '#platform/kernel/day.js';
import type { Entry } from '../assessing/assessment.js';
import type { AssessmentFact, NoticeFact } from '../case-file/case-file.js';
import type { RuleId } from '../rules/rule-ids.js';
import { isLadder } from './entry-words.js';
import type { Outlook } from './explanation.js';
import { arrearsOutlook } from './outlook-of-arrears.js';
import type { Telling } from './telling.js';
import type { OutlookCode, Words } from './wording/wording.js';

export const say = (telling: Telling, code: OutlookCode, day: number | null, words: Words = {}): Outlook => ({
  code,
  day: day === null ? null : formatDay(day),
  text: telling.wording.outlook[code]({ ...words, ...(day !== null && { day: formatDay(day) }) }),
});

/** What would have changed an entry, what still can, and by when. */
export function outlookOf(telling: Telling, entry: Entry): Outlook[] {
  if (isLadder(entry)) return arrearsOutlook(telling, entry);
  const edition = telling.asked.question.book.byId(entry.edition) ?? telling.edition;
  const { windowMonths, cleanMonths } = edition.rules[entry.rule];
  const ends = entry.until === null ? [] : [say(telling, 'ends', entry.until + 1, { until: formatDay(entry.until) })];
  const rectifiedToday = (): Outlook => {
    const until = addMonths(telling.asked.question.asOf, windowMonths);
    return say(telling, 'ends-after-rectification', null, { months: String(windowMonths), until: formatDay(until), asOf: telling.asOf });
  };
  switch (entry.rule) {
    case 'COM-04':
      return [say(telling, 'ends-with-streak', null), ...ends];
    case 'COM-07':
      return [...ends, ...nextYear(telling, cleanMonths)];
    case 'SAF-06':
    case 'SAF-07':
      return entry.until === null ? [rectifiedToday()] : ends;
    case 'COO-04': {
      const { due } = entry.grounds[0].fact as NoticeFact;
      return [say(telling, 'had-been-rectified', due, { deadline: formatDay(due) }), ...(entry.until === null ? [rectifiedToday()] : ends)];
    }
    case 'SAF-02':
      return [...ends, ...another(telling, 'SAF-03', lastAct(entry, 'incident'), edition.rules['SAF-02'].groupMonths)];
    case 'LAW-02':
      return [...ends, ...another(telling, 'LAW-03', lastAct(entry, 'case'), edition.rules['LAW-02'].groupMonths), withdrawn(telling, entry)];
    case 'LAW-01':
    case 'LAW-03':
    case 'LAW-04':
    case 'LAW-05':
      return [...ends, withdrawn(telling, entry)];
    case 'OPS-01':
    case 'DEV-01': {
      const staleFrom = addMonths((entry.grounds[0].fact as AssessmentFact).day, edition.rules[entry.rule].staleMonths) + 1;
      return [say(telling, 'until-next-assessment', null), ...(staleFrom > telling.asked.question.asOf ? [say(telling, 'stale-from', staleFrom)] : [])];
    }
    default:
      return ends;
  }
}

const lastAct = (entry: Entry, kind: 'incident' | 'case'): number => Math.max(...entry.grounds.filter((ground) => ground.kind === kind).map(({ fact }) => fact.on));

/** Another member within the months of a group would join it; nothing to say once that time is over. */
function another(telling: Telling, rule: RuleId, last: number, months: number): Outlook[] {
  const by = addMonths(last, months);
  if (by < telling.asked.question.asOf) return [];
  return [say(telling, 'another-in-group', by, { rule, points: telling.effective(telling.edition.rules[rule].points) })];
}

const withdrawn = (telling: Telling, entry: Entry): Outlook => {
  const documents = [...new Set(entry.grounds.map(({ fact }) => fact.no))];
  return say(telling, 'falls-if-withdrawn', null, { documents: telling.wording.list(documents) });
};

/** The clean year that is running, of the span that is not broken; none while arrears are open. */
function nextYear(telling: Telling, cleanMonths: number): Outlook[] {
  const span = telling.arrears.spans[telling.arrears.spans.length - 1];
  if (span.brokenOn !== null) return [];
  for (let year = 1; ; year++) {
    const ends = addMonths(span.from, cleanMonths * year);
    if (ends >= telling.asked.question.asOf) return [say(telling, 'next-clean-year', ends + 1, { ends: formatDay(ends) })];
  }
}
