import { describe, it } from '@jest/globals';
import { approved, by, given, issued, proposed, rejected } from '../../../../../test/credit/given-rating.js';
import { decideWithdrawProposal } from './withdraw-proposal.js';

describe('withdrawing a proposal', () => {
  it.each([['proposed', [proposed()]], ['approved', [proposed(), approved]]])('given it is %s, then it is withdrawn, by its proposer too', (_, events) => {
    given(...events).when((rating) => decideWithdrawProposal(rating, { reason: 'Too soon.' }, by('Ada'))).then('RatingProposalWithdrawn', '2024-06-30', { withdrawn_by: 'Ada', reason: 'Too soon.' });
  });
  it.each([['rejected', [proposed(), rejected]], ['issued', [proposed(), approved, issued]]])('given it is %s, then refused', (_, events) => {
    given(...events).when((rating) => decideWithdrawProposal(rating, {}, by('Ada'))).thenRefused('wrong-state');
  });
});
