import { z } from 'zod';
import { GRADES } from '#credit/rules/rule-ids.js';
import { FURTHEST_ROW, LARGEST_PAGE, parseSort, SORTS, type Criteria, type Paging, type Sort } from '#credit/lists/list-question.js';
import { consistency } from '../edge/read-your-writes.js';
import { parseDay } from '#platform/kernel/day.js';
import type { QuestionInput } from '#credit/asking/question.js';

const day = z.string().refine((text) => parseDay(text) !== null, 'expected is an existing day, YYYY-MM-DD');

/** The language of wording, on routes whose answers have any. */
export const lang = z.enum(['en', 'zh'], 'expected is en or zh').optional().describe('The language of wording: en or zh. Default: the first of the two in Accept-Language, else en.');

export const knowledgeQuery = z.strictObject({
  knownAsOf: z.string().min(1).max(64).optional().describe('Facts recorded by then: RFC 3339 with offset, or a day, meaning its end in the supplier’s zone. Default: now.'),
  edition: z.string().min(1).max(100).optional().describe('Id of a rulebook edition that is to judge everything. Default: each fact by the edition of its day.'),
  lang,
  consistency,
});

/** The three dates of every question (domain.md §3.3), and the language of wording. */
export const questionQuery = knowledgeQuery.extend({
  asOf: day.optional().describe('The day asked about, YYYY-MM-DD. Default: the current day of the supplier’s zone.'),
});

export const historyQuery = knowledgeQuery.extend({
  from: day.optional().describe('First day of the history, YYYY-MM-DD. Default: the day the account was opened.'),
  to: day.optional().describe('Last day of the history, YYYY-MM-DD. Default: the current day of the supplier’s zone.'),
});

const whole = (least: number, most: number) => z.coerce.number(`expected is a whole number from ${least} to ${most}`).int(`expected is a whole number from ${least} to ${most}`).min(least, `expected is a whole number from ${least} to ${most}`).max(most, `expected is a whole number from ${least} to ${most}`);
const yesOrNo = z.enum(['true', 'false'], 'expected is true or false');
const points = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, 'expected are points with at most two decimals');

export const pagingQuery = {
  page: whole(1, FURTHEST_ROW).default(1).describe('The page, from 1.'),
  size: whole(1, LARGEST_PAGE).default(50).describe(`Rows on a page, at most ${LARGEST_PAGE}.`),
};

/** Filters and order of a list of customers. */
export const listQuery = questionQuery.extend({
  grade: z
    .string()
    .refine((text) => text.split(',').every((grade) => (GRADES as readonly string[]).includes(grade)), `expected are grades out of ${GRADES.join(', ')}, separated by commas`)
    .optional()
    .describe('Only these grades, separated by commas.'),
  class: z.enum(['power', 'lighting'], 'expected is power or lighting').optional().describe('Only this customer class.'),
  region: z.string().max(200).optional(),
  segment: z.string().max(200).optional(),
  veto: yesOrNo.optional().describe('Only those that are vetoed, or that are not.'),
  provisional: yesOrNo.optional().describe('Only those within their provisional months, or past them.'),
  minTotal: points.optional().describe('Least total, as shown.'),
  maxTotal: points.optional().describe('Greatest total, as shown.'),
  sort: z
    .string()
    .refine((text) => parseSort(text) !== null, `expected is one of ${SORTS.join(', ')}, with - before it for descending`)
    .optional()
    .describe(`One of ${SORTS.join(', ')}, with - before it for descending. Missing values come last, equal ones by customer_no.`),
  ...pagingQuery,
});

export const changesQuery = listQuery.extend({ within: whole(1, 3660).default(30).describe('Days after the day asked about.') });

export const questionInput = ({ asOf, knownAsOf, edition }: { asOf?: string; knownAsOf?: string; edition?: string }): QuestionInput => ({ asOf, knownAsOf, edition });

export function criteriaOf(query: z.output<typeof listQuery>): Criteria {
  return {
    grades: query.grade?.split(',') as Criteria['grades'],
    customerClass: query.class,
    region: query.region,
    segment: query.segment,
    veto: query.veto === undefined ? undefined : query.veto === 'true',
    provisional: query.provisional === undefined ? undefined : query.provisional === 'true',
    leastTotal: query.minTotal === undefined ? undefined : Math.round(Number(query.minTotal) * 100),
    mostTotal: query.maxTotal === undefined ? undefined : Math.round(Number(query.maxTotal) * 100),
  };
}

export const sortOf = (query: z.output<typeof listQuery>, otherwise: Sort): Sort => (query.sort === undefined ? otherwise : parseSort(query.sort)!);
export const pagingOf = ({ page, size }: z.output<typeof listQuery>): Paging => ({ page, size });
