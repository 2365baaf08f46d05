import { afterAll, describe } from '@jest/globals';
import { appendContract } from './append-contract.js';
import { givenEngine } from './contract-engine.js';
import type { ContractEngine } from './contract-engine.js';
import { readingContract } from './reading-contract.js';
import { subscriptionContract } from './subscription-contract.js';

/** What every engine keeps. The log may hold anything before: positions are counted from where it stood. */
export function eventStoreContract(name: string, open: () => Promise<ContractEngine>): void {
  describe(`the contract of the log, kept by ${name}`, () => {
    const given = givenEngine(open);
    afterAll(() => given.engine?.close());
    appendContract(given);
    readingContract(given);
    subscriptionContract(given);
  });
}
