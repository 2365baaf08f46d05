import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { approveFieldAssessment } from './approve-field-assessment.js';
import { replaceFieldAssessment } from './replace-field-assessment.js';

const input = {
  assessment_no: 'E1',
  customer_no: 'C1',
  area: 'operations',
  score: '4.5',
  assessed_on: '2023-11-01',
  assessed_by: 'Li Wei',
  approved_on: '2023-11-08',
  approved_by: 'Chen Jing',
};
const { customer_no: _, ...payload } = input;
const approved: Told = ['FieldAssessmentApproved', payload];

describe('ApproveFieldAssessment', () => {
  it('keeps the score as the shortest decimal, and compares it by value', () => {
    given().when(approveFieldAssessment, input).then(approved);
    given(approved).when(approveFieldAssessment, { ...input, score: 4.5 }).thenNothing();
    given(approved).when(approveFieldAssessment, { ...input, score: '4.50' }).thenNothing();
    given().when(approveFieldAssessment, { ...input, score: '4.0' }).then(['FieldAssessmentApproved', { ...payload, score: '4' }]);
  });

  it.each([['5.5'], ['4.2'], ['4.25']])('refuses the score %s', (score) => {
    given().when(approveFieldAssessment, { ...input, score }).thenRefused('malformed-score');
  });

  it('refuses an approver who is the assessor, however the name is spaced', () => {
    given().when(approveFieldAssessment, { ...input, approved_by: 'Li Wei' }).thenRefused('approver-is-assessor');
    given().when(approveFieldAssessment, { ...input, approved_by: ' li  wei' }).thenRefused('approver-is-assessor');
  });

  it('refuses an approval before the assessment', () => {
    given().when(approveFieldAssessment, { ...input, approved_on: '2023-10-31' }).thenRefused('too-early');
  });
});

describe('ReplaceFieldAssessment', () => {
  const other = { ...input, assessment_no: 'E2', score: '3', replaces: 'E1', reason: 'wrong site' };
  const { customer_no: _customer, ...otherPayload } = other;
  const replaced: Told = ['FieldAssessmentReplaced', { ...otherPayload, replaced_event: 'e0' }];

  it('names what it replaces; afterwards the old one coming again changes nothing', () => {
    given(approved).when(replaceFieldAssessment, other).then(replaced);
    given(approved, replaced).when(approveFieldAssessment, input).thenNothing();
    given(approved, replaced).when(replaceFieldAssessment, other).thenNothing();
  });

  it('refuses to replace what does not stand', () => {
    given().when(replaceFieldAssessment, other).thenRefused('unknown-field-assessment');
  });
});
