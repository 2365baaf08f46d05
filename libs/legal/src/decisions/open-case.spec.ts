import { describe, it } from '@jest/globals';
import { given } from '../../../../test/support/given-recorded.js';
import type { Told } from '../../../../test/support/given-recorded.js';
import { confirmCase } from './confirm-case.js';
import { openCase } from './open-case.js';
import { withdrawCase } from './withdraw-case.js';

const input = { case_no: 'V1', customer_no: 'C1', kind: 'theft', occurred_on: '2023-05-20' };
const opened: Told = ['CaseOpened', { case_no: 'V1', kind: 'theft', occurred_on: '2023-05-20' }];
const confirmed: Told = ['CaseConfirmed', { case_no: 'V1', confirmed_on: '2023-06-10' }];
const withdrawn: Told = ['CaseWithdrawn', { case_no: 'V1', withdrawn_on: '2023-06-01' }];

describe('OpenCase', () => {
  it('opens a case, with what came of it where that is known', () => {
    given().when(openCase, input).then(opened);
    given().when(openCase, { ...input, confirmed_on: '2023-06-10', withdrawn_on: '2023-06-01' }).then(opened, confirmed, withdrawn);
  });

  it('records of a fuller row only what is new', () => {
    given(opened, confirmed).when(openCase, { ...input, confirmed_on: '2023-06-10', withdrawn_on: '2023-06-01' }).then(withdrawn);
    given(opened, confirmed).when(openCase, input).thenNothing();
  });
});

describe('ConfirmCase and WithdrawCase', () => {
  it('come in either order, from the act on', () => {
    given(opened, withdrawn).when(confirmCase, { case_no: 'V1', confirmed_on: '2023-06-10' }).then(confirmed);
    given(opened, confirmed).when(withdrawCase, { case_no: 'V1', withdrawn_on: '2023-06-01' }).then(withdrawn);
    given(opened).when(confirmCase, { case_no: 'V1', confirmed_on: '2023-05-19' }).thenRefused('too-early');
    given(opened).when(withdrawCase, { case_no: 'V1', withdrawn_on: '2023-05-19' }).thenRefused('too-early');
  });

  it('do not bring back a day that was entered in error unless told to', () => {
    const inError: Told = ['LegalRecordEnteredInError', { voided_event: 'e1', voided_type: 'CaseConfirmed', document: 'V1', reason: 'x' }];
    given(opened, confirmed, inError).when(openCase, { ...input, confirmed_on: '2023-06-10' }).thenNothing();
    given(opened, confirmed, inError).when(confirmCase, { case_no: 'V1', confirmed_on: '2023-06-10', record_again: true }).then(confirmed);
    given(opened, confirmed, inError).when(confirmCase, { case_no: 'V1', confirmed_on: '2023-06-11' }).then(['CaseConfirmed', { case_no: 'V1', confirmed_on: '2023-06-11' }]);
  });
});
