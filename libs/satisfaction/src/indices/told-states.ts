import { WITHHELD_BELOW } from './figure.js';
import { withheldCells } from './small-groups.js';
import { Equations } from './solvable.js';

/** Answers by cell, for each way of cutting a selection: `{ region: { North: 20, South: 7 } }`. Each cut adds up to the same. */
export type CellCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What may be told of a selection (a wave, say) and its cells from a day on. */
export interface ToldState {
  readonly day: string;
  readonly total: number;
  readonly counts: CellCounts;
  /** By cut and cell: why nothing is told of it. */
  readonly withheld: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Everything that was ever told of a selection. `chain`: states of which each holds all answers of the one before.
 * `whole`: answers that came together and have no cell of 1–4, so that even telling all of them tells of nobody; they
 * count beside the chain, from whatever day they are of.
 */
export interface ToldHistory {
  readonly chain: readonly ToldState[];
  readonly whole: readonly WaitingDay[];
}

/** Answers that wait until they can be told of, by the day on which they were given. */
export interface WaitingDay {
  readonly day: string;
  readonly counts: CellCounts;
}

export interface Admission {
  readonly history: ToldHistory;
  /** Answers of a waiting day count from this day on; days that are not here wait on. */
  readonly countedOn: Readonly<Record<string, string>>;
}

export const NOTHING_TOLD: ToldHistory = { chain: [], whole: [] };

const COMPLEMENT = 'A small group beside it could be had by subtraction.';
const small = (n: number): boolean => n > 0 && n < WITHHELD_BELOW;
const totalOf = (counts: CellCounts): number => Object.values(Object.values(counts)[0] ?? {}).reduce((sum, n) => sum + n, 0);

/**
 * Lets waiting answers count, days ascending: days are joined until every cell that was told of, and the rest beside it,
 * gains at least 5 answers or none. Answers of days that were told of before count from their own day where they are
 * whole, and else from the last day told of (docs/decisions/small-groups.md).
 */
export function admitAnswers({ chain, whole }: ToldHistory, waiting: readonly WaitingDay[]): Admission {
  const states = [...chain];
  const apart = [...whole];
  const countedOn: Record<string, string> = {};
  let gained: CellCounts = {};
  let joined: string[] = [];
  const counts = (day: string): void => {
    for (const one of joined) countedOn[one] = day;
    gained = {};
    joined = [];
  };
  const follows = (day: string): boolean => {
    const next = mayFollow(states, gained) ? safely(states, day, gained) : null;
    if (next === null) return false;
    states.push(next);
    counts(day);
    return true;
  };
  for (const one of waiting) {
    gained = added(gained, one.counts);
    joined.push(one.day);
    const inOrder = states.length === 0 || one.day >= states.at(-1)!.day;
    if ((inOrder && follows(one.day)) || !isWhole(gained)) continue;
    apart.push({ day: one.day, counts: gained });
    counts(one.day);
  }
  if (joined.length > 0 && states.length > 0 && joined.at(-1)! < states.at(-1)!.day) follows(states.at(-1)!.day);
  return { history: { chain: states, whole: apart }, countedOn };
}

/** What answers a question about a day; null where nothing may be told yet. */
export function toldOn({ chain, whole }: ToldHistory, day: string): ToldState | null {
  const state = chain.findLast((one) => one.day <= day);
  const beside = whole.filter((one) => one.day <= day);
  if (!state && beside.length === 0) return null;
  const counts = beside.reduce((sum, one) => added(sum, one.counts), state?.counts ?? {});
  return { day: [state?.day ?? '', ...beside.map((one) => one.day)].sort().at(-1)!, total: totalOf(counts), counts, withheld: state?.withheld ?? {} };
}

export function added(a: CellCounts, b: CellCounts): CellCounts {
  const cuts = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...cuts].map((cut) => {
    const cells: Record<string, number> = { ...a[cut] };
    for (const [cell, n] of Object.entries(b[cut] ?? {})) cells[cell] = (cells[cell] ?? 0) + n;
    return [cut, cells];
  }));
}

const isWhole = (gained: CellCounts): boolean => totalOf(gained) > 0 && Object.values(gained).every((cells) => !Object.values(cells).some(small));
const isTold = ({ counts, withheld }: ToldState, cut: string, cell: string): boolean => (counts[cut]?.[cell] ?? 0) > 0 && withheld[cut]?.[cell] === undefined;

function mayFollow(known: readonly ToldState[], gained: CellCounts): boolean {
  const total = totalOf(gained);
  if (total < WITHHELD_BELOW) return false;
  return Object.entries(gained).every(([cut, cells]) => {
    const told = new Set(known.flatMap((state) => Object.keys(state.counts[cut] ?? {}).filter((cell) => isTold(state, cut, cell))));
    return [...told].every((cell) => !small(cells[cell] ?? 0) && !small(total - (cells[cell] ?? 0)));
  });
}

/** The next state of the chain with as much withheld as those before it make necessary; null where that is not enough. */
function safely(known: readonly ToldState[], day: string, gained: CellCounts): ToldState | null {
  const counts = added(known.at(-1)?.counts ?? {}, gained);
  const withheld: Record<string, Record<string, string>> = {};
  for (const [cut, cells] of Object.entries(counts)) {
    const found = safelyWithheld({ day, total: totalOf(counts), counts, withheld: { [cut]: withheldCells(cells) } }, cut, known);
    if (found === null) return null;
    withheld[cut] = found;
  }
  return { day, total: totalOf(counts), counts, withheld };
}

/** The same of one state alone: cells of which nothing may be told, given some that are withheld already. */
export function withheldAlone(cells: Readonly<Record<string, number>>, already: Readonly<Record<string, string>> = {}): Record<string, string> {
  const state: ToldState = { day: '', total: totalOf({ cut: cells }), counts: { cut: cells }, withheld: { cut: { ...withheldCells(cells), ...already } } };
  return safelyWithheld(state, 'cut', []) ?? Object.fromEntries(Object.keys(cells).map((cell) => [cell, COMPLEMENT]));
}

function safelyWithheld(first: ToldState, cut: string, known: readonly ToldState[]): Record<string, string> | null {
  const cells = first.counts[cut];
  const partners = known.at(-1)?.withheld[cut] ?? {};
  let withheld = { ...first.withheld[cut] };
  while (tellsOfFew([...known, { ...first, withheld: { [cut]: withheld } }], cut)) {
    // The partner of the last state again, else the smallest: as little as possible is lost.
    const candidates = Object.keys(cells).filter((cell) => cells[cell] > 0 && withheld[cell] === undefined)
      .sort((a, b) => Number(partners[a] === undefined) - Number(partners[b] === undefined) || cells[a] - cells[b] || (a < b ? -1 : 1));
    if (candidates.length === 0) return null;
    const enough = candidates.find((cell) => !tellsOfFew([...known, { ...first, withheld: { [cut]: { ...withheld, [cell]: COMPLEMENT } } }], cut));
    withheld = { ...withheld, [enough ?? candidates[0]]: COMPLEMENT };
  }
  return withheld;
}

/**
 * Whether somebody who keeps every figure ever told can work out one of 1–4 answers: of a cell, or of what a cell gained
 * from one state to another. Unknown is the sum of a cell at each count it had; each state tells its total.
 */
function tellsOfFew(states: readonly ToldState[], cut: string): boolean {
  const unknown = (cell: string, n: number): string => `${cell}\n${n}`;
  const told = new Set(states.flatMap((state) => Object.entries(state.counts[cut] ?? {}).filter(([cell]) => isTold(state, cut, cell)).map(([cell, n]) => unknown(cell, n))));
  const open = (terms: readonly (readonly [string, number])[]): Map<string, number> => new Map(terms.filter(([name]) => !told.has(name)));
  const equations = new Equations();
  const levels = new Map<string, Set<number>>();
  for (const { counts } of states) {
    const filled = Object.entries(counts[cut] ?? {}).filter(([, n]) => n > 0);
    equations.add(open(filled.map(([cell, n]) => [unknown(cell, n), 1])));
    for (const [cell, n] of filled) levels.set(cell, (levels.get(cell) ?? new Set([0])).add(n));
  }
  return [...levels].some(([cell, all]) => {
    const ascending = [...all].sort((a, b) => a - b);
    return ascending.some((n, i) => {
      const near = ascending.slice(i + 1, i + WITHHELD_BELOW).filter((more) => small(more - n));
      return near.some((more) => equations.tells(open(n === 0 ? [[unknown(cell, more), 1]] : [[unknown(cell, more), 1], [unknown(cell, n), -1]])));
    });
  });
}
