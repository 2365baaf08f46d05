import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { recordReport } from './record-report.js';
import { verifyReport } from './verify-report.js';

const input = { report_no: 'R1', customer_no: 'C1', kind: 'crime_report', reported_on: '2023-06-02' };
const received: Told = ['ReportReceived', { report_no: 'R1', kind: 'crime_report', reported_on: '2023-06-02' }];

describe('RecordReport', () => {
  it('never puts the informant into the payload in clear', () => {
    given().when(recordReport, { ...input, informant: 'Zhao Min' }).then(received);
  });

  it('records the verification with it or later', () => {
    const verified: Told = ['ReportVerified', { report_no: 'R1', verified_on: '2023-06-20' }];
    given().when(recordReport, { ...input, verified_on: '2023-06-20' }).then(received, verified);
    given(received).when(verifyReport, { report_no: 'R1', verified_on: '2023-06-20' }).then(verified);
    given(received).when(verifyReport, { report_no: 'R1', verified_on: '2023-06-01' }).thenRefused('too-early');
  });
});
