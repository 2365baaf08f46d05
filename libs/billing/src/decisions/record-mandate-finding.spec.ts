import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import { recordMandateFinding } from './record-mandate-finding.js';

describe('RecordMandateFinding', () => {
  it('records the finding, not before the customer was opened', () => {
    const input = { finding_no: 'M1', customer_no: 'C1', found_on: '2020-01-01' };
    given().when(recordMandateFinding, input).then(['MandateFoundVoid', { finding_no: 'M1', found_on: '2020-01-01' }]);
    given().when(recordMandateFinding, { ...input, found_on: '2019-12-31' }).thenRefused('before-opening');
  });
});
