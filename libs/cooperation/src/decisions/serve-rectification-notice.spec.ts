import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { recordCooperationFinding } from './record-cooperation-finding.js';
import { recordNoticeMet } from './record-notice-met.js';
import { serveRectificationNotice } from './serve-rectification-notice.js';

const input = { notice_no: 'N1', customer_no: 'C1', served_on: '2023-09-05', deadline_on: '2023-10-05' };
const served: Told = ['RectificationNoticeServed', { notice_no: 'N1', served_on: '2023-09-05', deadline_on: '2023-10-05' }];
const met: Told = ['RectificationNoticeMet', { notice_no: 'N1', rectified_on: '2023-09-20' }];

describe('ServeRectificationNotice', () => {
  it('serves a notice whose deadline is no earlier than that day', () => {
    given().when(serveRectificationNotice, input).then(served);
    given().when(serveRectificationNotice, { ...input, deadline_on: '2023-09-04' }).thenRefused('too-early');
  });

  it('takes a defect mended before its deadline, but not before the notice', () => {
    given().when(serveRectificationNotice, { ...input, rectified_on: '2023-09-20' }).then(served, met);
    given(served).when(recordNoticeMet, { notice_no: 'N1', rectified_on: '2023-09-20' }).then(met);
    given(served).when(recordNoticeMet, { notice_no: 'N1', rectified_on: '2023-09-04' }).thenRefused('too-early');
  });
});

describe('RecordCooperationFinding', () => {
  it('records a finding', () => {
    given()
      .when(recordCooperationFinding, { finding_no: 'K1', customer_no: 'C1', kind: 'refused_inspection', found_on: '2023-09-01' })
      .then(['CooperationFailureFound', { finding_no: 'K1', kind: 'refused_inspection', found_on: '2023-09-01' }]);
  });
});
