import { formatDay } from '#platform/kernel/day.js';
import { formatPoints } from '#platform/kernel/points.js';
import type { Entry } from '../assessing/assessment.js';
import type { IncidentFact } from '../case-file/case-file.js';
import type { BillStanding, Streak } from '../rules/commercial/arrears.js';
import { halfPoints } from './fact-words.js';
import type { Telling } from './telling.js';
import type { Words } from './wording/wording.js';

export const LADDER = ['COM-01', 'COM-02', 'COM-03'] as const;

export const isLadder = ({ rule }: Entry): boolean => (LADDER as readonly string[]).includes(rule);

/** The streak that an entry of the arrears ladder stands for. */
export function streakOf(telling: Telling, { values }: Entry): Streak {
  const first = (values.bills as readonly string[])[0];
  return telling.arrears.streaks.find(({ bills }) => bills[0].bill.no === first)!;
}

export const billWords = (telling: Telling, bills: readonly BillStanding[]): string =>
  telling.wording.list(
    bills.map(({ bill, settledOn }) => telling.wording.bill({ document: bill.no, due: formatDay(bill.due), settled: settledOn === null ? '' : formatDay(settledOn) })),
  );

/** The sentence of an entry: what happened, in the language asked. */
export function entryText(telling: Telling, entry: Entry): string {
  return telling.wording.entries[entry.rule](entryWords(telling, entry));
}

function entryWords(telling: Telling, entry: Entry): Words {
  const { language, question } = telling.asked;
  const edition = question.book.byId(entry.edition) ?? telling.edition;
  const rule = edition.rules[entry.rule];
  const words: Record<string, string> = { ...telling.words(entry.values), since: formatDay(entry.since) };
  if (isLadder(entry)) {
    const streak = streakOf(telling, entry);
    words.bills = billWords(telling, streak.bills);
    words.by = streak.bills.length >= rule.streakLength ? 'length' : 'age';
    words.months = String(rule.ageMonths);
  }
  switch (entry.rule) {
    case 'SAF-01':
      words.ordinary = (entry.grounds[0].fact as IncidentFact).kind === 'electrical_accident' ? 'accident' : 'trip';
      break;
    case 'SAF-03':
      words.months = String(edition.rules['SAF-02'].groupMonths);
      break;
    case 'LAW-03':
      words.months = String(edition.rules['LAW-02'].groupMonths);
      break;
    case 'SAF-06':
      words.criterion = edition.source.rules['SAF-06'].criterion.value[language];
      break;
    case 'OPS-01':
    case 'DEV-01':
      words.score = halfPoints(Number(entry.values.halves));
      words.best = edition.source.rules[entry.rule].bestScore.value;
      break;
  }
  words.points = formatPoints(entry.points);
  return words;
}
