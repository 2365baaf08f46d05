import type { Rule } from '../rule.js';
import { applySiteAssessment } from '../site-assessment.js';

/** 0 to 5, decided with those in charge; 5 before the first assessment. */
export const operationsAssessed: Rule = {
  id: 'OPS-01',
  clause: 'S001 7)',
  heading: { en: 'Operations and management were assessed on site', zh: '经营行为、经营管理现场评价' },
  assess: (judging) => applySiteAssessment(judging, 'OPS-01', 'operations'),
};
