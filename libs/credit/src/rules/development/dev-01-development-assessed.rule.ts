import type { Rule } from '../rule.js';
import { applySiteAssessment } from '../site-assessment.js';

/** 0 to 5, decided with those in charge; 5 before the first assessment. */
export const developmentAssessed: Rule = {
  id: 'DEV-01',
  clause: 'S001 8)',
  heading: { en: 'Development ability and potential were assessed on site', zh: '发展能力和潜力现场评价' },
  assess: (judging) => applySiteAssessment(judging, 'DEV-01', 'development'),
};
