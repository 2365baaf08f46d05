import { arrearsLadder } from './commercial/arrears-ladder.js';
import { inArrearsOnce } from './commercial/com-01-in-arrears-once.rule.js';
import { inArrearsTwiceRunning } from './commercial/com-02-in-arrears-twice-running.rule.js';
import { inArrearsThreeTimesRunning } from './commercial/com-03-in-arrears-three-times-running.rule.js';
import { madeGoodByNextMonth } from './commercial/com-04-made-good-by-next-month.rule.js';
import { mandateFoundVoid } from './commercial/com-05-mandate-found-void.rule.js';
import { tipOnAbsconder } from './commercial/com-06-tip-on-absconder.rule.js';
import { cleanYear } from './commercial/com-07-clean-year.rule.js';
import { badFaithContract } from './cooperation/coo-01-bad-faith-contract.rule.js';
import { refusedEquipmentTest } from './cooperation/coo-02-refused-equipment-test.rule.js';
import { refusedInspection } from './cooperation/coo-03-refused-inspection.rule.js';
import { noticeNotMet } from './cooperation/coo-04-notice-not-met.rule.js';
import { dispatchViolation } from './cooperation/coo-05-dispatch-violation.rule.js';
import { developmentAssessed } from './development/dev-01-development-assessed.rule.js';
import { contractViolationGroups } from './legal/contract-violation-groups.js';
import { theft } from './legal/law-01-theft.rule.js';
import { contractViolation } from './legal/law-02-contract-violation.rule.js';
import { contractViolationAgain } from './legal/law-03-contract-violation-again.rule.js';
import { obstruction } from './legal/law-04-obstruction.rule.js';
import { facilityDamage } from './legal/law-05-facility-damage.rule.js';
import { voluntaryReport } from './legal/law-06-voluntary-report.rule.js';
import { operationsAssessed } from './operations/ops-01-operations-assessed.rule.js';
import type { Rule } from './rule.js';
import type { RuleId } from './rule-ids.js';
import { branchCascadeGroups } from './safety/branch-cascade-groups.js';
import { accidentInsideTheEnterprise } from './safety/saf-01-accident-inside-the-enterprise.rule.js';
import { branchCascade } from './safety/saf-02-branch-cascade-with-wide-outage.rule.js';
import { branchCascadeAgain } from './safety/saf-03-branch-cascade-again.rule.js';
import { substationCascade } from './safety/saf-04-substation-cascade-with-wide-outage.rule.js';
import { accidentConcealed } from './safety/saf-05-accident-concealed.rule.js';
import { unqualifiedElectrician } from './safety/saf-06-unqualified-electrician.rule.js';
import { deficientProcedures } from './safety/saf-07-deficient-procedures.rule.js';
import { yearsWithoutAccident } from './safety/saf-08-years-without-accident.rule.js';

/** What sits at the bench, in the order of the rulebook; a ladder or a group speaks for all of its steps. */
export const ASSESSORS: readonly Pick<Rule, 'assess'>[] = [
  arrearsLadder, madeGoodByNextMonth, mandateFoundVoid, tipOnAbsconder, cleanYear,
  accidentInsideTheEnterprise, branchCascadeGroups, substationCascade, accidentConcealed, unqualifiedElectrician,
  deficientProcedures, yearsWithoutAccident,
  theft, contractViolationGroups, obstruction, facilityDamage, voluntaryReport,
  badFaithContract, refusedEquipmentTest, refusedInspection, noticeNotMet, dispatchViolation,
  operationsAssessed,
  developmentAssessed,
];

/** Clause and heading of every rule. */
export const RULES: Readonly<Record<RuleId, Pick<Rule, 'id' | 'clause' | 'heading'>>> = {
  'COM-01': inArrearsOnce,
  'COM-02': inArrearsTwiceRunning,
  'COM-03': inArrearsThreeTimesRunning,
  'COM-04': madeGoodByNextMonth,
  'COM-05': mandateFoundVoid,
  'COM-06': tipOnAbsconder,
  'COM-07': cleanYear,
  'SAF-01': accidentInsideTheEnterprise,
  'SAF-02': branchCascade,
  'SAF-03': branchCascadeAgain,
  'SAF-04': substationCascade,
  'SAF-05': accidentConcealed,
  'SAF-06': unqualifiedElectrician,
  'SAF-07': deficientProcedures,
  'SAF-08': yearsWithoutAccident,
  'LAW-01': theft,
  'LAW-02': contractViolation,
  'LAW-03': contractViolationAgain,
  'LAW-04': obstruction,
  'LAW-05': facilityDamage,
  'LAW-06': voluntaryReport,
  'COO-01': badFaithContract,
  'COO-02': refusedEquipmentTest,
  'COO-03': refusedInspection,
  'COO-04': noticeNotMet,
  'COO-05': dispatchViolation,
  'OPS-01': operationsAssessed,
  'DEV-01': developmentAssessed,
};
