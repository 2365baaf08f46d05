import { CreditReader } from '#credit/asking/credit-reader.js';
import { Refusal } from '#platform/deciding/refusal.js';
import { quantile } from '../measured.js';
import { withProduct, type Taken } from './product.js';

/** Questions for the score of one customer as of a past day, one after the other; `each` holds their milliseconds. */
export const asOfStep = ({ questions, customers, days }: { questions: number; customers: string[]; days: string[] }): Promise<Taken> =>
  withProduct(async (app) => {
    const reader = app.get(CreditReader);
    const each: number[] = [];
    for (let i = -50; i < questions; i++) {
      const customer = customers[(i + 50) % customers.length];
      const day = days[(i + 50) % days.length];
      const start = performance.now();
      try {
        await reader.assessCustomer(customer, await reader.question({ asOf: day, ...(i % 2 === 0 && { knownAsOf: new Date().toISOString() }) }));
      } catch (error) {
        // Not opened yet on that day, or closed before it: an answer as well.
        if (!(error instanceof Refusal)) throw error;
      }
      if (i >= 0) each.push(performance.now() - start);
    }
    return { ms: quantile(each, 0.99), count: each.length, each };
  });
