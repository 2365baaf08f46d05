import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Processor } from '#platform/processing/processor.js';
import { EVENT_STORE, PROCESSOR } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
let processor: Processor;
beforeAll(async () => {
  product = await openProduct('2024-06-15T04:00:00Z');
  processor = product.app.get<Processor>(PROCESSOR);
  await product.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-01-01' });
  await product.record('RecordBill', { bill_no: 'B1', customer_no: 'C1', period: '2024-04', issued_on: '2024-04-05', due_on: '2024-04-25', amount: 100 });
  await product.record('RecordPayment', { payment_no: 'P1', customer_no: 'C1', bill_no: 'B1', paid_on: '2024-05-20', amount: 100 });
});
afterAll(() => product?.close());

const overdue = async (): Promise<unknown[]> => {
  const store = product.app.get<EventStore>(EVENT_STORE);
  await store.settle();
  const found = [];
  for await (const page of store.readAll({ after: 0, types: ['AnswerFellOverdue'] })) found.push(...page.map(({ payload, envelope }) => ({ ...payload, by: envelope.recordedBy, on: envelope.occurredOn })));
  return found;
};
const closeDay = async (day: string, at: string): Promise<void> => {
  product.at(at);
  await product.record('CloseDay', { day });
  await processor.run();
};

describe('an objection whose answer is due', () => {
  it('given nobody answers, then that goes on record once the last day is over, and once only', async () => {
    await product.record('ObjectToEntry', { customer_no: 'C1', entry_id: 'COM-01:B1', statement: 'It was paid.' });
    await processor.run();
    await closeDay('2024-07-04', '2024-07-05T04:00:00Z');
    expect(await overdue()).toEqual([]);
    await closeDay('2024-07-05', '2024-07-06T04:00:00Z');
    await closeDay('2024-07-08', '2024-07-09T04:00:00Z');
    expect(await overdue()).toEqual([{ subject: 'entry', id: expect.stringMatching(/^O-C1-/), customer_no: 'C1', answer_due_on: '2024-07-05', by: 'process when-an-answer-is-overdue-then-record-it', on: '2024-07-06' }]);
  });

  it('given it is recorded by hand as well, then nothing new; given it is not overdue or not known, then refused', async () => {
    const [{ id }] = (await overdue()) as { id: string }[];
    expect(await product.record('RecordOverdueAnswer', { subject: 'entry', id, customer_no: 'C1' })).toMatchObject({ outcome: 'nothing-new' });
    await expect(product.record('RecordOverdueAnswer', { subject: 'rating', id: 'R-none', customer_no: 'C1' })).rejects.toThrow(/no objection to the rating 'R-none'/);
    expect(await processor.parked()).toEqual([]);
  });
});
