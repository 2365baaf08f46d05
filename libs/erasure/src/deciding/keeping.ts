import type { Kept } from '../events.js';

// Dated data: what law keeps, from which day on. Whoever changes a line adds a new one with its first day.

interface Keeping extends Kept {
  /** The first day on which it applies; `to`: the last. */
  readonly from: string;
  readonly to?: string;
  readonly en: string;
  readonly zh: string;
}

/** What of the record stays when the person is erased, since it then names nobody. */
const STAYING: readonly Keeping[] = [
  { code: 'accounting-records', from: '2016-01-01', law: '会计档案管理办法 (MoF, SAAC order 79), annex 1: vouchers 30 years', en: 'bills and payments by number, day and amount, 30 years', zh: '账单与收款的编号、日期和金额，保存三十年' },
  { code: 'decisions', from: '2021-01-01', law: 'Civil Code 1029; PIPL 24', en: 'points, grades and decisions under the customer number, without texts', zh: '客户编号下的得分、等级与评定记录，不含文字内容' },
  { code: 'survey-invitations', from: '2021-11-01', law: 'PIPL 4 and 73(4): anonymised', en: 'that the customer number was asked in surveys, answered and got a coupon; answers lead to nobody', zh: '该客户编号曾受邀调查、已答复及领券的记录；答卷不指向任何人' },
  { code: 'erasure-itself', from: '2021-11-01', law: 'PIPL 47, 55 and 56', en: 'the record that and why the person was erased', zh: '删除个人信息这一事实及其理由的记录' },
];

/** What keeps the person's own data for now. `until`: what has to happen first. */
const KEEPING = {
  'open-arrears': { from: '2021-11-01', law: 'PIPL 13(1)(2); Civil Code 654', en: (detail: string) => `the claim for ${detail} is open: it needs the person until it is settled`, zh: (detail: string) => `尚有未结电费（${detail}），结清之前须保存` },
  'objection-open': { from: '2021-11-01', law: 'PIPL 50; Civil Code 1029', en: (detail: string) => `objection ${detail} is not answered: it is answered first`, zh: (detail: string) => `异议 ${detail} 尚未答复` },
  'rating-under-way': { from: '2021-11-01', law: 'PIPL 24', en: (detail: string) => `rating ${detail} is being decided on: it is issued, rejected or withdrawn first`, zh: (detail: string) => `信用等级 ${detail} 正在评定` },
  'rating-in-term': { from: '2021-11-01', law: 'PIPL 24 and 50', en: (detail: string) => `rating ${detail} is issued and its term for an objection is not over`, zh: (detail: string) => `信用等级 ${detail} 的异议期未满` },
} as const;

/** What the rest of the product says of a person. */
export interface PersonFacts {
  /** Bills overdue and not settled, with their sum in fen; null: none. */
  readonly arrears: { readonly bills: number; readonly fen: string } | null;
  /** Ids of objections without an answer, to ratings or to entries. */
  readonly openObjections: readonly string[];
  readonly ratings: readonly { readonly id: string; readonly stage: 'under-way' | 'issued'; readonly objectionUntil: string | null }[];
}

/** One thing that forbids erasing on a day. */
export interface Hindrance extends Kept {
  readonly en: string;
  readonly zh: string;
}

/** What forbids erasing a person on a day (`YYYY-MM-DD`); empty: nothing does. A running account does not: supply is served by other systems, and here the name serves judgement alone. */
export function whatKeeps({ arrears, openObjections, ratings }: PersonFacts, day: string): Hindrance[] {
  const found: [keyof typeof KEEPING, string][] = [];
  if (arrears) found.push(['open-arrears', `${arrears.bills} overdue bill${arrears.bills === 1 ? '' : 's'}, ${arrears.fen.padStart(3, '0').replace(/(\d\d)$/, '.$1')} yuan`]);
  for (const id of openObjections) found.push(['objection-open', id]);
  for (const { id, stage, objectionUntil } of ratings) {
    if (stage === 'under-way') found.push(['rating-under-way', id]);
    else if (objectionUntil === null || objectionUntil >= day) found.push(['rating-in-term', id]);
  }
  return found.flatMap(([code, detail]) => {
    const { from, law, en, zh } = KEEPING[code];
    return from <= day ? [{ code, law, en: en(detail), zh: zh(detail) }] : [];
  });
}

/** What stays on record on a day when a person is erased. */
export const whatStays = (day: string): Kept[] => STAYING.filter(({ from, to }) => from <= day && (to === undefined || day <= to)).map(({ code, law }) => ({ code, law }));

/** The words for what stays; a code of another release stands for itself. */
export function stayingWords(code: string): { en: string; zh: string } {
  const found = STAYING.find((one) => one.code === code);
  return found ? { en: found.en, zh: found.zh } : { en: code, zh: code };
}
