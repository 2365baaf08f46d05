import type { Rule } from '../rule.js';
import { rewardVerifiedReports } from '../verified-reports.js';

/** Counts from the verification; an unverified report has no effect. */
export const voluntaryReport: Rule = {
  id: 'LAW-06',
  clause: 'S001 5)',
  heading: { en: 'A timely, voluntary report with cooperation was verified', zh: '主动及时举报并积极配合，经查证属实' },
  assess: (judging) => rewardVerifiedReports(judging, 'LAW-06', 'crime_report'),
};
