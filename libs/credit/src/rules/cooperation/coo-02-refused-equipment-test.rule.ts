import type { Rule } from '../rule.js';
import { deductFindings } from './findings.js';

/** From the finding on. */
export const refusedEquipmentTest: Rule = {
  id: 'COO-02',
  clause: 'S001 6)',
  heading: { en: 'The test, calibration or replacement of equipment was not cooperated in', zh: '不配合设备试验、校验、更换' },
  assess: (judging) => deductFindings(judging, 'COO-02', 'refused_equipment_test'),
};
