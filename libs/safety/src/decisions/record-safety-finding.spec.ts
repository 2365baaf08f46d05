import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { recordSafetyFinding } from './record-safety-finding.js';
import { recordSafetyRectification } from './record-safety-rectification.js';

const input = { finding_no: 'F1', customer_no: 'C1', kind: 'unqualified_electrician', found_on: '2023-05-10' };
const found: Told = ['SafetyDefectFound', { finding_no: 'F1', kind: 'unqualified_electrician', found_on: '2023-05-10', persons: 1 }];

describe('RecordSafetyFinding', () => {
  it('means one person where none is said', () => {
    given().when(recordSafetyFinding, input).then(found);
    given(found).when(recordSafetyFinding, { ...input, persons: 1 }).thenNothing();
    given(found).when(recordSafetyFinding, { ...input, persons: 2 }).thenRefused('number-reused');
  });

  it.each([[0], [-1], [1.5]])('refuses %s persons', (persons) => {
    given().when(recordSafetyFinding, { ...input, persons }).thenRefused('malformed-field');
  });
});

describe('RecordSafetyRectification', () => {
  it('records the day, from the finding on', () => {
    given(found).when(recordSafetyRectification, { finding_no: 'F1', rectified_on: '2023-05-10' }).then(['SafetyDefectRectified', { finding_no: 'F1', rectified_on: '2023-05-10' }]);
    given(found).when(recordSafetyRectification, { finding_no: 'F1', rectified_on: '2023-05-09' }).thenRefused('too-early');
  });
});
