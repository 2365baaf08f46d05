import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '#platform/deciding/refusal.js';
import { openRecordingApp } from '../../../test/support/recording-app.js';
import type { RecordingApp } from '../../../test/support/recording-app.js';

let app: RecordingApp;
beforeAll(async () => {
  app = await openRecordingApp();
  for (const customer_no of ['C1', 'C2']) await give('RegisterCustomer', { customer_no, name: `Name of ${customer_no}`, customer_class: 'power', opened_on: '2020-01-01', phone: '555-0199' });
});
afterAll(() => app.close());

const give = (name: string, input: unknown, dryRun = false) => app.registry.dispatch(name, input, { actor: 'tester', dryRun });
const bill = (bill_no: string, customer_no = 'C1') => ({ bill_no, customer_no, period: '2023-01', issued_on: '2023-02-01', due_on: '2023-02-20', amount: '100' });
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(() => null, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${String(error)}`);
  return error;
};

describe('recording by hand', () => {
  it('appends to the stream of the room and says what it wrote', async () => {
    const result = await give('RecordBill', bill('B1'));
    expect(result).toMatchObject({ outcome: 'recorded', stream: 'billing-C1', revision: 0, events: [{ type: 'BillIssued', revision: 0, occurredOn: '2023-02-01' }] });
    const [event] = await app.store.readStream('billing-C1');
    expect(event.envelope).toMatchObject({ id: result.events[0].id, recordedBy: 'tester', origin: 'live', customers: ['C1'], causationId: null });
    expect(await give('RecordBill', bill('B1'))).toMatchObject({ outcome: 'nothing-new', events: [] });
  });

  it('keeps no personal data in clear, and can read it back', async () => {
    const [event] = await app.store.readStream('customer-C1');
    expect(event.payloadBytes + event.envelopeBytes).not.toMatch(/Name of|555-0199/);
    expect(await app.vault.decrypt('customer:C1', event.payload.personal as string, 'personal')).toEqual({ name: 'Name of C1', phone: '555-0199' });
  });

  it('leaves what a change does not name as it was', async () => {
    await give('ChangeCustomerDetails', { customer_no: 'C2', name: 'Another name' });
    const event = (await app.store.readStream('customer-C2')).at(-1);
    expect(event?.envelope.type).toBe('CustomerDetailsChanged');
    expect(await app.vault.decrypt('customer:C2', event?.payload.personal as string, 'personal')).toEqual({ name: 'Another name', phone: '555-0199' });
  });

  it('seals an informant under a key of the report alone', async () => {
    await give('RecordReport', { report_no: 'R1', customer_no: 'C1', kind: 'crime_report', reported_on: '2023-06-02', informant: 'Zhao Min' });
    const event = (await app.store.readStream('legal-C1')).at(-1);
    expect(event?.payloadBytes).not.toContain('Zhao');
    expect(await app.vault.decrypt('report:R1', event?.payload.informant as string, 'informant')).toEqual({ informant: 'Zhao Min' });
  });

  it('finds the customer of a document that is only named by its number', async () => {
    await give('RecordPayment', { payment_no: 'P1', customer_no: 'C1', bill_no: 'B1', paid_on: '2023-02-10', amount: 100 });
    expect(await give('RecordPaymentReturn', { payment_no: 'P1', returned_on: '2023-02-12' })).toMatchObject({ stream: 'billing-C1', events: [{ type: 'PaymentReturned' }] });
    expect((await refusal(give('RecordPaymentReturn', { payment_no: 'P404', returned_on: '2023-02-12' }))).status).toBe(404);
  });

  it('shows in a dry run what would be written, and writes nothing', async () => {
    const before = (await app.events()).length;
    const shown = await give('RegisterCustomer', { customer_no: 'C9', name: 'Secret', customer_class: 'lighting', opened_on: '2020-01-01' }, true);
    expect(shown).toMatchObject({ outcome: 'would-record', events: [{ type: 'CustomerOpened', payload: { customer_no: 'C9', personal: '(encrypted when recorded)' } }] });
    expect(JSON.stringify(shown)).not.toContain('Secret');
    expect((await app.events()).length).toBe(before);
    expect((await app.database.pool.query("SELECT FROM document WHERE number = 'C9'")).rowCount).toBe(0);
  });

  it('refuses what is malformed with every field, without personal values', async () => {
    const { reasons, status } = await refusal(give('RegisterCustomer', { customer_no: 'C9', name: 7, phone: ['555'], customer_class: 'gas' }));
    expect(status).toBe(400);
    expect(reasons.map((reason) => reason.field).sort()).toEqual(['customer_class', 'name', 'opened_on', 'phone']);
    expect(JSON.stringify(reasons)).not.toContain('555');
  });
});

describe('numbers across customers', () => {
  it('refuses a number that another customer has', async () => {
    const { reasons, status } = await refusal(give('RecordBill', bill('B1', 'C2')));
    expect([status, reasons[0].code]).toEqual([409, 'number-reused']);
    expect((await refusal(give('RecordBill', bill('B1', 'C2'), true))).reasons[0].code).toBe('number-reused');
  });

  it('takes a claim over that has no event behind it', async () => {
    await app.database.pool.query("INSERT INTO document VALUES ('bill', 'B7', 'C1')");
    expect(await give('RecordBill', bill('B7', 'C2'))).toMatchObject({ outcome: 'recorded', stream: 'billing-C2' });
  });

  it('gives a number to another customer once its record is declared entered in error', async () => {
    await give('RecordBill', bill('B8', 'C1'));
    await give('RecordEnteredInError', { kind: 'bill', number: 'B8', reason: 'wrong customer' });
    expect(await give('RecordBill', bill('B8', 'C2'))).toMatchObject({ outcome: 'recorded', stream: 'billing-C2' });
    expect(await give('RecordBill', bill('B8', 'C1'))).toMatchObject({ outcome: 'nothing-new' });
  });

  it('lets one of two customers have a number that both want at once', async () => {
    const outcomes = await Promise.allSettled(['C1', 'C2', 'C1', 'C2'].map((customer) => give('RecordBill', bill('B9', customer))));
    const stands = (await app.events()).filter((event) => event.payload.bill_no === 'B9');
    expect(stands).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(2);
  });

  it('decides again when the stream has moved on', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, (_, at) => give('RecordBill', bill(`D${at}`))));
    expect(results.map((result) => result.outcome)).toEqual(Array(6).fill('recorded'));
  });
});

describe('records entered in error', () => {
  it('refuses while other records rest on it, and names them', async () => {
    await give('RecordBill', bill('B20'));
    await give('RecordPayment', { payment_no: 'P20', customer_no: 'C1', bill_no: 'B20', paid_on: '2023-02-10', amount: 40 });
    await give('ExemptBill', { bill_no: 'B20', decided_on: '2023-03-01', reason: 'x' });
    const { reasons } = await refusal(give('RecordEnteredInError', { kind: 'bill', number: 'B20', reason: 'x' }));
    expect(reasons[0].message).toContain('payment P20, exemption of bill B20');
    await give('RecordEnteredInError', { kind: 'payment', number: 'P20', reason: 'x' });
    await give('RecordEnteredInError', { kind: 'bill_exemption', number: 'B20', reason: 'x' });
    expect(await give('RecordEnteredInError', { kind: 'bill', number: 'B20', reason: 'x' })).toMatchObject({ outcome: 'recorded' });
    expect(await give('RecordEnteredInError', { kind: 'bill', number: 'B20', reason: 'x' })).toMatchObject({ outcome: 'nothing-new' });
  });

  it('names each event that is void, the later days first', async () => {
    await give('OpenCase', { case_no: 'V1', customer_no: 'C1', kind: 'theft', occurred_on: '2023-05-20', confirmed_on: '2023-06-01' });
    const [opened, confirmed] = (await app.store.readStream('legal-C1')).slice(-2).map((event) => event.envelope.id);
    await give('RecordEnteredInError', { kind: 'violation', number: 'V1', reason: 'another meter' });
    const voided = (await app.store.readStream('legal-C1')).slice(-2).map((event) => event.payload);
    expect(voided).toMatchObject([
      { voided_event: confirmed, voided_type: 'CaseConfirmed', document: 'V1', reason: 'another meter' },
      { voided_event: opened, voided_type: 'CaseOpened', document: 'V1' },
    ]);
  });

  it('declares one later day entered in error, and the record stays', async () => {
    await give('OpenCase', { case_no: 'V2', customer_no: 'C1', kind: 'theft', occurred_on: '2023-05-20', confirmed_on: '2023-06-01' });
    await give('RecordEnteredInError', { kind: 'violation', number: 'V2', later_day: 'confirmed_on', reason: 'typing error' });
    expect(await give('ConfirmCase', { case_no: 'V2', confirmed_on: '2023-06-02' })).toMatchObject({ events: [{ type: 'CaseConfirmed', occurredOn: '2023-06-02' }] });
    expect((await refusal(give('RecordEnteredInError', { kind: 'violation', number: 'V2', later_day: 'withdrawn_on', reason: 'x' }))).reasons[0].code).toBe('unknown-later-day');
    expect((await refusal(give('RecordEnteredInError', { kind: 'violation', number: 'V2', later_day: 'rectified_on', reason: 'x' }))).reasons[0].code).toBe('unknown-later-day');
  });

  it('keeps a return while the bill was paid otherwise', async () => {
    await give('RecordBill', bill('B30'));
    await give('RecordPayment', { payment_no: 'P30', customer_no: 'C1', bill_no: 'B30', paid_on: '2023-02-10', amount: 100 });
    await give('RecordPaymentReturn', { payment_no: 'P30', returned_on: '2023-02-12' });
    await give('RecordPayment', { payment_no: 'P31', customer_no: 'C1', bill_no: 'B30', paid_on: '2023-02-14', amount: 100 });
    expect((await refusal(give('RecordEnteredInError', { kind: 'payment_return', number: 'P30', reason: 'x' }))).reasons[0].code).toBe('above-what-is-owed');
    expect((await refusal(give('RecordEnteredInError', { kind: 'payment', number: 'P30', reason: 'x' }))).reasons[0].code).toBe('still-needed');
  });

  it('brings back a field assessment whose replacement was entered in error', async () => {
    const assessment = { assessment_no: 'E1', customer_no: 'C1', area: 'operations', score: '4', assessed_on: '2023-11-01', assessed_by: 'Li', approved_on: '2023-11-08', approved_by: 'Chen' };
    await give('ApproveFieldAssessment', assessment);
    await give('ReplaceFieldAssessment', { ...assessment, assessment_no: 'E2', score: '1', replaces: 'E1', reason: 'x' });
    await give('RecordEnteredInError', { kind: 'field_assessment', number: 'E2', reason: 'x' });
    expect((await refusal(give('ApproveFieldAssessment', { ...assessment, score: '5' }))).reasons[0].code).toBe('number-reused');
    expect(await give('RecordEnteredInError', { kind: 'field_assessment', number: 'E1', reason: 'x' })).toMatchObject({ outcome: 'recorded' });
  });

  it('keeps the opening of a customer of whom something is recorded, and registers a customer anew afterwards', async () => {
    expect((await refusal(give('RecordEnteredInError', { kind: 'customer', number: 'C1', reason: 'x' }))).reasons[0].code).toBe('still-needed');
    const customer = { customer_no: 'C5', name: 'N', customer_class: 'power', opened_on: '2021-01-01' };
    await give('RegisterCustomer', customer);
    await give('ReclassifyCustomer', { customer_no: 'C5', customer_class: 'lighting', effective_from: '2022-01-01', reason: 'x' });
    expect(await give('RecordEnteredInError', { kind: 'customer', number: 'C5', reason: 'x' })).toMatchObject({ events: [{}, {}] });
    expect((await refusal(give('RecordMandateFinding', { finding_no: 'M5', customer_no: 'C5', found_on: '2023-01-01' }))).reasons[0].code).toBe('unknown-customer');
    expect(await give('RegisterCustomer', customer)).toMatchObject({ outcome: 'nothing-new' });
    expect(await give('RegisterCustomer', { ...customer, opened_on: '2021-02-01' })).toMatchObject({ outcome: 'recorded' });
  });
});
