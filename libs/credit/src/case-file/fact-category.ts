import type { Ground } from '../assessing/assessment.js';
import type { CategoryCode } from '../rules/rule-ids.js';
import type { AssessmentFact, FactKind, ReportFact } from './case-file.js';

const CATEGORY: { [Kind in FactKind]: CategoryCode | null } = {
  opened: null, details: null, closed: null, reclassified: null,
  bill: 'COM', payment: 'COM', returned: 'COM', exempted: 'COM', mandate: 'COM',
  incident: 'SAF', concealment: 'SAF', safetyFinding: 'SAF', safetyRectified: 'SAF', award: 'SAF',
  case: 'LAW', confirmed: 'LAW', withdrawn: 'LAW', report: 'LAW', verified: 'LAW',
  cooperationFinding: 'COO', notice: 'COO', noticeMet: 'COO',
  assessment: 'OPS',
};

/** The category that a fact belongs to; null for those of the account itself. */
export function categoryOf({ kind, fact }: Ground): CategoryCode | null {
  if (kind === 'assessment') return (fact as AssessmentFact).area === 'operations' ? 'OPS' : 'DEV';
  if (kind === 'report' && (fact as ReportFact).kind === 'absconder_tip') return 'COM';
  return CATEGORY[kind];
}
