import { compareCodePoints } from '#platform/kernel/code-points.js';
import { addMonths, endOfNextMonth, formatDay, type Day } from '#platform/kernel/day.js';
import type { CaseFile, Fact, FactKind, FactKinds } from '../case-file/case-file.js';
import type { GradeNeed } from './explanation.js';
import { yuan } from './fact-words.js';
import type { Telling } from './telling.js';

/** Something that the customer can do, with the fact that it would become. */
export interface Deed {
  readonly need: GradeNeed;
  apply(file: CaseFile): CaseFile;
}

/** A case file with one more fact, which nobody recorded: to see what it would bring. */
export function supposing<Kind extends FactKind>(file: CaseFile, kind: Kind, fact: FactKinds[Kind]): CaseFile {
  return { ...file, facts: { ...file.facts, [kind]: [...((file.facts[kind] as Fact[] | undefined) ?? []), fact] } };
}

/** Settling what is open, mending what was found: all that is in the customer's own hands and lawful to ask for. */
export function deedsOf(telling: Telling): Deed[] {
  const { facts, question } = telling.asked;
  const { asOf } = question;
  const fact = (no: string): Fact => ({ id: `supposed-${no}`, at: question.position, on: asOf, no });
  return [
    ...openBills(telling, asOf, fact),
    ...facts
      .all('safetyFinding')
      .toSorted(byNumber)
      .filter(({ no }) => telling.asked.assessment.categories.some(({ code }) => code === 'SAF') && !facts.about('safetyRectified', no))
      .map(({ no }): Deed => ({
        need: { kind: 'deed', document: no, category: 'SAF', text: telling.wording.needs['rectify-finding']({ document: no }) },
        apply: (file) => supposing(file, 'safetyRectified', fact(no)),
      })),
    ...facts
      .all('notice')
      .toSorted(byNumber)
      .filter(({ no }) => telling.asked.assessment.categories.some(({ code }) => code === 'COO') && !facts.about('noticeMet', no))
      .map(({ no, due }): Deed => ({
        need: { kind: 'deed', document: no, category: 'COO', text: telling.wording.needs['meet-notice']({ document: no, deadline: formatDay(due), late: due < asOf ? 'yes' : '' }) },
        apply: (file) => supposing(file, 'noticeMet', fact(no)),
      })),
  ];
}

const byNumber = (a: Fact, b: Fact): number => compareCodePoints(a.no, b.no);

function openBills(telling: Telling, asOf: Day, fact: (no: string) => Fact): Deed[] {
  const reward = telling.edition.rules['COM-04'].points;
  return telling.arrears.bills
    .filter(({ settledOn }) => settledOn === null)
    .map(({ bill, payments }) => {
      const open = bill.fen - payments.reduce((sum, { fen }) => sum + fen, 0);
      const by = endOfNextMonth(bill.due);
      const earns = bill.due < asOf && asOf <= by;
      return {
        need: {
          kind: 'deed',
          document: bill.no,
          category: 'COM',
          day: formatDay(bill.due < asOf ? asOf : bill.due),
          text: telling.wording.needs['settle-bill']({ document: bill.no, amount: yuan(open), by: formatDay(by), reward: earns ? `+${telling.effective(reward)}` : '' }),
        },
        apply: (file: CaseFile) => supposing(file, 'payment', { ...fact(`supposed payment of ${bill.no}`), bill: bill.no, fen: open }),
      } satisfies Deed;
    });
}

/** When an award for years without accident can be approved at the earliest, and since when there was none. */
export function accidentFree(telling: Telling): { from: Day; approvable: Day } {
  const { facts, opening } = telling.asked;
  const from = facts.all('incident').reduce((latest, { on }) => Math.max(latest, on + 1), opening.on);
  return { from, approvable: addMonths(from, telling.edition.rules['SAF-08'].cleanMonths) - 1 };
}
