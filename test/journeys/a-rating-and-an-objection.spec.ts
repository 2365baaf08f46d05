import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { explain } from '#credit/explaining/explain.js';
import { EntryDisputes } from '#credit/objections/entry-disputes.js';
import { ObjectionList } from '#credit/objections/objection-list.js';
import { RatingList } from '#credit/ratings/rating-list.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projector } from '#platform/projecting/projector.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { DATABASE, EVENT_STORE, PROJECTOR, VAULT } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';

// Customer C1 left the bill of January 2024 unpaid. Today is 2024-03-31 at first; days are those of Shanghai.
const FIRST = 'R-C1-2024-03-31-1';
const SECOND = 'R-C1-2024-03-31-2';
const ENTRY = 'COM-01:B1';
const OWN_WORDS = 'I paid at the counter on 24 January 2024, the receipt is with me.';

let product: Product;
beforeAll(async () => {
  product = await openProduct('2024-01-28T04:00:00Z');
  await product.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-06-01' });
  await product.record('RecordBill', { bill_no: 'B1', customer_no: 'C1', period: '2024-01', issued_on: '2024-01-05', due_on: '2024-01-25', amount: '120.50' });
  product.at('2024-03-31T04:00:00Z');
});
afterAll(() => product.close());

const list = async (criteria = {}) => (await product.app.get(RatingList).list(criteria)).rows;
const row = async (id: string) => (await list()).find((one) => one.id === id);
const disputes = async (asOf: string, knownAsOf?: string) => {
  const question = await product.reader.question({ asOf, knownAsOf });
  return (await product.app.get(EntryDisputes).disputesOf('C1', question)).get(ENTRY);
};
/** The entry as the explanation of a day shows it, as known then. */
const explained = async (asOf: string, knownAsOf?: string) => {
  const question = await product.reader.question({ asOf, knownAsOf });
  const assessed = await product.reader.assessCustomer('C1', question, true);
  const disputed = await product.app.get(EntryDisputes).disputesOf('C1', question);
  return explain({ ...assessed, question, recordedTimes: new Map(), disputes: disputed, language: 'en', zone: product.reader.zone }).entries.find(({ id }) => id === ENTRY);
};
const code = (refused: string) => ({ reasons: [{ code: refused }] });

describe('a formal rating, from the proposal to its correction', () => {
  it('given a score, then it is proposed with what it was judged on', async () => {
    expect(await product.record('ProposeRating', { customer_no: 'C1', note: 'yearly' }, 'Ada')).toMatchObject({ outcome: 'recorded', stream: `rating-${FIRST}` });
    expect(await row(FIRST)).toMatchObject({ customer_no: 'C1', as_of: '2024-03-31', total: '80.00', grade: 'AA', veto: '', state: 'proposed', proposed_by: 'Ada', approved_by: null, position: 2 });
  });

  it('given four eyes, then the proposer does not approve, however the name is written', async () => {
    await expect(product.record('ApproveRating', { rating_id: FIRST }, ' ada')).rejects.toMatchObject(code('four-eyes'));
    await product.record('ApproveRating', { rating_id: FIRST }, 'Bo');
    expect(await row(FIRST)).toMatchObject({ state: 'approved', approved_by: 'Bo' });
  });

  it('given it is issued with lawful measures alone, then it holds', async () => {
    await expect(product.record('IssueRating', { rating_id: FIRST, measures: ['security_deposit'] }, 'Bo')).rejects.toMatchObject(code('unlawful-measure'));
    await product.record('IssueRating', { rating_id: FIRST, measures: ['faster_reminders'] }, 'Bo');
    expect(await row(FIRST)).toMatchObject({ state: 'issued', issued_on: '2024-03-31', effective_from: '2024-03-31', measures: ['faster_reminders'], grade_now: 'AA', differs_now: false });
  });

  it('given notice, then the customer may object for 30 days', async () => {
    product.at('2024-06-15T04:00:00Z');
    await product.record('NotifyRating', { rating_id: FIRST, noticed_on: '2024-04-02', channel: 'letter' }, 'Ada');
    expect(await row(FIRST)).toMatchObject({ state: 'noticed', noticed_on: '2024-04-02', objection_until: '2024-05-02' });
    await expect(product.record('ObjectToRating', { rating_id: FIRST, objected_on: '2024-05-03', statement: OWN_WORDS }, 'Ada')).rejects.toMatchObject(code('objection-late'));
    await product.record('ObjectToRating', { rating_id: FIRST, objected_on: '2024-05-02', statement: OWN_WORDS }, 'Ada');
    expect(await row(FIRST)).toMatchObject({ state: 'objected', answer_due_on: '2024-05-22', overdue: true });
    expect((await list({ overdue: true })).map(({ id }) => id)).toEqual([FIRST]);
  });

  it('given time has gone by, then the issued grade stands, and the list shows that today computes another', async () => {
    expect(await row(FIRST)).toMatchObject({ grade: 'AA', total: '80.00', grade_now: 'D', differs_now: true });
  });

  it('given the bill was the supplier’s fault, then a correction is proposed by another, and the old rating stands until it is issued', async () => {
    await product.record('ExemptBill', { bill_no: 'B1', decided_on: '2024-05-10', reason: 'meter fault' });
    await expect(product.record('CorrectRating', { rating_id: FIRST, as_of: '2024-05-10', reason: 'B1 is exempt.' }, 'Bo')).rejects.toMatchObject(code('four-eyes'));
    await product.record('CorrectRating', { rating_id: FIRST, reason: 'B1 is exempt.' }, 'Cy');
    expect(await row(FIRST)).toMatchObject({ state: 'objected', corrected_by: SECOND });
    await product.record('WithdrawProposal', { rating_id: SECOND, reason: 'Of the wrong day.' }, 'Cy');
    expect(await row(FIRST)).toMatchObject({ state: 'objected', corrected_by: null });
  });

  it('given the correction is issued, then it takes the old one’s place, and both name each other', async () => {
    const third = 'R-C1-2024-05-10-1';
    await product.record('CorrectRating', { rating_id: FIRST, as_of: '2024-05-10', reason: 'B1 is exempt.' }, 'Cy');
    await product.record('ApproveRating', { rating_id: third }, 'Ada');
    await product.record('IssueRating', { rating_id: third }, 'Ada');
    expect(await row(third)).toMatchObject({ state: 'issued', total: '100.00', grade: 'AAA', corrects: FIRST });
    expect(await row(FIRST)).toMatchObject({ state: 'corrected', corrected_by: third, grade: 'AA', total: '80.00', differs_now: false });
    const events = await product.app.get<EventStore>(EVENT_STORE).readStream(`rating-${FIRST}`);
    expect(events.map(({ envelope }) => envelope.type)).toEqual(['RatingProposed', 'RatingApproved', 'RatingIssued', 'RatingNoticed', 'RatingObjectedTo', 'RatingCorrected']);
    await expect(product.record('UpholdRating', { rating_id: FIRST, answer: 'It stands.' }, 'Cy')).rejects.toMatchObject(code('wrong-state'));
  });

  it('given it was killed between issuing and closing, then giving the command again makes up for it', async () => {
    const asOf = '2024-06-10';
    for (const [id, more] of [['1', {}], ['2', { corrects: true }]] as const) {
      const name = `R-C1-${asOf}-${id}`;
      if ('corrects' in more) await product.record('CorrectRating', { rating_id: `R-C1-${asOf}-1`, reason: 'A trial.' }, 'Cy');
      else await product.record('ProposeRating', { customer_no: 'C1', as_of: asOf }, 'Ada');
      await product.record('ApproveRating', { rating_id: name }, 'Bo');
      if (!('corrects' in more)) await product.record('IssueRating', { rating_id: name }, 'Ada');
    }
    const store = product.app.get<EventStore>(EVENT_STORE);
    const payload = { rating_id: `R-C1-${asOf}-2`, customer_no: 'C1', issued_on: '2024-06-15', issued_by: 'Bo', effective_from: '2024-06-15', grade: 'AAA', measures: [], corrects: `R-C1-${asOf}-1` };
    await store.append({ stream: `rating-R-C1-${asOf}-2`, expectedRevision: 1, events: [{ type: 'RatingIssued', version: 1, occurredOn: '2024-06-15', customers: ['C1'], payload }], context: { actor: 'Bo', origin: 'live', correlationId: 'c', causationId: null } });
    expect(await row(`R-C1-${asOf}-1`)).toMatchObject({ state: 'corrected' });
    await product.record('IssueRating', { rating_id: `R-C1-${asOf}-2` }, 'Bo');
    expect((await store.readStream(`rating-R-C1-${asOf}-1`)).at(-1)?.envelope.type).toBe('RatingCorrected');
    await expect(product.record('IssueRating', { rating_id: `R-C1-${asOf}-2` }, 'Bo')).rejects.toMatchObject(code('wrong-state'));
  });

  it('given two persons at the same moment, then one of them is refused', async () => {
    const outcomes = async (...commands: Promise<unknown>[]) => (await Promise.allSettled(commands)).map(({ status }) => status).sort();
    const propose = (actor: string) => product.record('ProposeRating', { customer_no: 'C1', as_of: '2024-06-12' }, actor);
    expect(await outcomes(propose('Ada'), propose('Bo'), propose('Cy'))).toEqual(['fulfilled', 'rejected', 'rejected']);
    const id = 'R-C1-2024-06-12-1';
    expect(await outcomes(product.record('ApproveRating', { rating_id: id }, 'Di'), product.record('RejectRating', { rating_id: id }, 'Ed'))).toEqual(['fulfilled', 'rejected']);
  });

  it('given a rating that nobody knows, then refused with status 404', async () => {
    await expect(product.record('ApproveRating', { rating_id: 'R-C9-2024-01-01-1' })).rejects.toMatchObject({ status: 404 });
    await expect(product.record('ProposeRating', { customer_no: 'C9' })).rejects.toMatchObject({ status: 404 });
  });

  it('given the list is narrowed, then it holds what was asked for, page by page', async () => {
    expect((await list({ grade: 'AA' })).map(({ id }) => id)).toEqual([FIRST, SECOND]);
    expect((await list({ state: 'corrected' })).map(({ id }) => id)).toEqual([FIRST, 'R-C1-2024-06-10-1']);
    expect(await list({ customerNo: 'C2' })).toEqual([]);
    expect(await product.app.get(RatingList).list({ sort: 'id', descending: true, page: 2, pageSize: 2 })).toMatchObject({ total: 6, rows: [{ id: 'R-C1-2024-06-10-1' }, { id: 'R-C1-2024-05-10-1' }] });
  });
});

describe('an objection to a single entry', () => {
  it('given an unknown entry, then refused; given notice, then it is on record', async () => {
    await expect(product.record('ObjectToEntry', { customer_no: 'C1', entry_id: 'COM-01:B9', objected_on: '2024-03-05', statement: OWN_WORDS })).rejects.toMatchObject({ ...code('unknown-entry'), status: 404 });
    await product.record('NotifyEntry', { customer_no: 'C1', entry_id: ENTRY, noticed_on: '2024-02-10', channel: 'sms' }, 'Ada');
    expect(await disputes('2024-02-10')).toMatchObject({ disputed: false, status: 'not_objected', statement: null });
  });

  it('given an objection, then the entry is disputed from its day on, and only as known from when it was recorded', async () => {
    product.at('2024-06-20T04:00:00Z');
    await product.record('ObjectToEntry', { customer_no: 'C1', entry_id: ENTRY, objected_on: '2024-03-05', statement: OWN_WORDS }, 'Ada');
    expect(await disputes('2024-03-04')).toMatchObject({ disputed: false });
    expect(await disputes('2024-03-05')).toMatchObject({ disputed: true, status: 'open', overdue: false, statement: OWN_WORDS });
    expect(await disputes('2024-03-26')).toMatchObject({ disputed: true, overdue: true });
    expect(await disputes('2024-03-05', '2024-06-19')).toMatchObject({ disputed: false, statement: null });
    expect(await disputes('2024-03-05', '2024-06-01')).toBeUndefined();
  });

  it('given an explanation, then it shows the mark, the statement and when the answer is due, on both time axes', async () => {
    expect(await explained('2024-03-04')).toMatchObject({ disputed: false, statement: null, objection: null });
    expect(await explained('2024-03-05')).toMatchObject({ disputed: true, statement: OWN_WORDS, objection: { since: '2024-03-05', answerDueOn: '2024-03-25', status: 'open' } });
    expect(await explained('2024-03-05', '2024-06-19')).toMatchObject({ disputed: false, statement: null, objection: null });
  });

  it('given it is answered by another, then it is disputed no more, and the list says whether the entry is put right', async () => {
    const [open] = (await product.app.get(ObjectionList).list({ state: 'open' })).rows;
    expect(open).toMatchObject({ customer_no: 'C1', entry_id: ENTRY, rule: 'COM-01', points: '-10.00', noticed_on: '2024-02-10', answer_due_on: '2024-03-25', overdue: true });
    const answer = { objection_id: open.id, outcome: 'upheld', answer: 'The meter was at fault.', answered_on: '2024-06-18' };
    await expect(product.record('AnswerEntryObjection', answer, 'ada')).rejects.toMatchObject(code('four-eyes'));
    await expect(product.record('AnswerEntryObjection', { ...answer, corrections: ['11111111-1111-4111-8111-111111111111'] }, 'Cy')).rejects.toMatchObject(code('unknown-correction'));
    const [exemption] = (await product.app.get<EventStore>(EVENT_STORE).readStream('billing-C1')).filter(({ envelope }) => envelope.type === 'BillExempted');
    await product.record('AnswerEntryObjection', { ...answer, corrections: [exemption.envelope.id] }, 'Cy');
    expect(await disputes('2024-06-18')).toMatchObject({ disputed: false, status: 'upheld', statement: OWN_WORDS });
    expect((await product.app.get(ObjectionList).list()).rows).toMatchObject([{ id: open.id, state: 'upheld', answered_by: 'Cy', entry_live: false, corrections: [exemption.envelope.id] }]);
  });

  it('given a statement, then it stands beside the entry until it is withdrawn', async () => {
    await product.record('AddEntryStatement', { customer_no: 'C1', entry_id: ENTRY, as_of: '2024-03-05', statement: 'I was right.' });
    expect(await disputes('2024-06-20')).toMatchObject({ statement: 'I was right.' });
    await product.record('WithdrawEntryStatement', { customer_no: 'C1', entry_id: ENTRY });
    expect(await disputes('2024-06-20')).toMatchObject({ statement: null });
  });
});

describe("the customer's own words", () => {
  it('stand nowhere in clear, and are gone with the customer’s key', async () => {
    const pool = product.app.get<pg.Pool>(DATABASE);
    const { rows } = await pool.query<{ text: string }>('SELECT payload AS text FROM event UNION ALL SELECT payload FROM entry_step_v1 UNION ALL SELECT row FROM rating_v1 UNION ALL SELECT row FROM objection_v1');
    expect(rows.filter(({ text }) => text.includes('receipt') || text.includes('meter was'))).toEqual([]);
    const texts = async () => (await product.app.get(RatingList).show(FIRST)).steps.filter(({ type }) => type === 'RatingObjectedTo').map(({ text, erased }) => ({ text, erased }));
    expect(await texts()).toEqual([{ text: OWN_WORDS, erased: false }]);
    await product.app.get<Vault>(VAULT).destroyKeys(['customer:C1']);
    expect(await texts()).toEqual([{ text: null, erased: true }]);
    expect(await disputes('2024-03-05')).toMatchObject({ disputed: true, statement: null });
  });
});

describe('the read models', () => {
  it('rebuilt from the log are the same to the last row', async () => {
    const pool = product.app.get<pg.Pool>(DATABASE);
    const tables = async () => Promise.all(['rating_v1 ORDER BY id', 'entry_step_v1 ORDER BY position', 'objection_v1 ORDER BY id'].map(async (table) => (await pool.query(`SELECT * FROM ${table}`)).rows));
    await product.reader.caughtUp();
    const before = await tables();
    for (const name of ['rating', 'entry_dispute']) await product.app.get<Projector>(PROJECTOR).rebuild(name);
    expect(await tables()).toEqual(before);
  });
});
