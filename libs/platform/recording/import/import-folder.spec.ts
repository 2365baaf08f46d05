import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '#platform/deciding/refusal.js';
import { openRecordingApp } from '../../../../test/support/recording-app.js';
import type { RecordingApp } from '../../../../test/support/recording-app.js';

let app: RecordingApp;
beforeAll(async () => {
  app = await openRecordingApp();
});
afterAll(() => app.close());

// Every test has customers and numbers of its own: c is a fresh prefix.
let c: string;
beforeEach(() => {
  c = `C${randomUUID().slice(0, 8)}`;
});

const CUSTOMERS = 'customer_no,name,customer_class,opened_on';
const BILLS = 'bill_no,customer_no,period,issued_on,due_on,amount';
const PAYMENTS = 'payment_no,customer_no,bill_no,paid_on,amount';
const VIOLATIONS = 'case_no,customer_no,kind,occurred_on,confirmed_on,withdrawn_on';
const lines = (...rows: string[]): string => `${rows.join('\n')}\n`;
const customer = (): string => lines(CUSTOMERS, `${c},Works,power,2020-01-01`);
const typesOf = async (): Promise<string[]> => (await app.events()).filter((event) => event.envelope.customers.includes(c)).map((event) => event.envelope.type);

describe('a folder in order', () => {
  it('is recorded with one correlation and its origin, and changes nothing when it comes again', async () => {
    const files = {
      'customers.csv': customer(),
      'bills.csv.gz': gzipSync(lines(BILLS, `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,100`)),
      'payments.csv': lines(PAYMENTS, `${c}-P1,${c},${c}-B1,2023-02-10,100.00`, `${c}-P2,${c},${c}-B1,2023-02-14,100`),
      'payment_returns.csv': lines('payment_no,returned_on', `${c}-P1,2023-02-12`),
      'bill_exemptions.csv': lines('bill_no,decided_on,reason', `${c}-B1,2023-03-01,"disputed, ""upheld"""`),
    };
    const first = await app.import(files);
    expect(first).toMatchObject({ imported: true, rows: 6, events: 6, unchanged: 0, problems: 0 });
    const events = (await app.events()).filter((event) => event.envelope.customers.includes(c));
    expect(new Set(events.map((event) => event.envelope.correlationId))).toEqual(new Set([first.correlationId]));
    expect(new Set(events.map((event) => event.envelope.origin))).toEqual(new Set(['import']));
    expect(events.find((event) => event.envelope.type === 'BillExempted')?.payload.reason).toBe('disputed, "upheld"');
    expect(await app.import(files)).toMatchObject({ imported: true, rows: 6, events: 0, unchanged: 6 });
  });

  it('may hold columns in any order, CRLF, a byte order mark, quoted fields over two lines, and no line end', async () => {
    const files = {
      'customers.csv': `\ufeffname,opened_on,customer_class,address,customer_no\r\n"Works, Ltd.",2020-01-01,power,"Lane 1\r\n2nd floor",${c}`,
    };
    expect(await app.import(files)).toMatchObject({ imported: true, events: 1 });
    const [event] = await app.store.readStream(`customer-${c}`);
    expect(await app.vault.decrypt(`customer:${c}`, event.payload.personal as string, 'personal')).toEqual({ name: 'Works, Ltd.', address: 'Lane 1\n2nd floor' });
  });

  it('may rest on what was imported before, by the customer or by the number', async () => {
    await app.import({ 'customers.csv': customer(), 'bills.csv': lines(BILLS, `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,100`), 'payments.csv': lines(PAYMENTS, `${c}-P1,${c},${c}-B1,2023-02-10,60`) });
    const again = await app.import({ 'customers.csv': CUSTOMERS, 'payment_returns.csv': lines('payment_no,returned_on', `${c}-P1,2023-02-12`), 'payments.csv': lines(PAYMENTS, `${c}-P2,${c},${c}-B1,2023-02-13,100`) });
    expect(again).toMatchObject({ imported: true, events: 2 });
  });

  it('records of an export with later days filled only those, and nothing of an older one', async () => {
    const open = lines(VIOLATIONS, `${c}-V1,${c},theft,2023-05-20,,`);
    const filled = lines(VIOLATIONS, `${c}-V1,${c},theft,2023-05-20,2023-06-01,`);
    await app.import({ 'customers.csv': customer(), 'violations.csv': open });
    expect(await app.import({ 'customers.csv': customer(), 'violations.csv': filled })).toMatchObject({ events: 1, unchanged: 1 });
    expect(await app.import({ 'customers.csv': customer(), 'violations.csv': open })).toMatchObject({ events: 0, unchanged: 2 });
    expect(await typesOf()).toEqual(['CustomerOpened', 'CaseOpened', 'CaseConfirmed']);
  });

  it('does not bring back what was entered in error', async () => {
    const files = { 'customers.csv': customer(), 'bills.csv': lines(BILLS, `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,100`) };
    await app.import(files);
    await app.registry.dispatch('RecordEnteredInError', { kind: 'bill', number: `${c}-B1`, reason: 'x' }, { actor: 't' });
    expect(await app.import(files)).toMatchObject({ imported: true, events: 0, unchanged: 2 });
    expect(await app.import({ ...files, 'bills.csv': lines(BILLS, `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,90`) })).toMatchObject({ imported: true, events: 1 });
  });

  it('splits what one command could not hold, and keeps a payment with its return', async () => {
    const many = 1500;
    const bills = Array.from({ length: many }, (_, at) => `${c}-B${at},${c},2023-01,2023-02-01,2023-02-20,10`);
    const payments = bills.flatMap((_, at) => [`${c}-P${at},${c},${c}-B${at},2023-02-10,10`, `${c}-Q${at},${c},${c}-B${at},2023-02-09,10`]);
    const returns = bills.map((_, at) => `${c}-P${at},2023-02-12`);
    const report = await app.import({ 'customers.csv': customer(), 'bills.csv': lines(BILLS, ...bills), 'payments.csv': lines(PAYMENTS, ...payments), 'payment_returns.csv': lines('payment_no,returned_on', ...returns) });
    expect(report).toMatchObject({ imported: true, events: 1 + 4 * many });
  });
});

describe('a folder with something wrong', () => {
  const wrong = async (files: Record<string, string | Buffer>, ...expected: [file: string, line: number, column: string, value: string][]): Promise<void> => {
    const before = (await app.events()).length;
    const report = await app.import({ 'customers.csv': customer(), ...files });
    expect(report.listed.map(({ file, line, column, value }) => [file, line, column, value])).toEqual(expected);
    for (const { reason, expected: wanted } of report.listed) {
      expect(reason).toMatch(/\.$/);
      expect(wanted).not.toBe('');
    }
    expect(report).toMatchObject({ imported: false, events: 0 });
    expect((await app.events()).length).toBe(before);
  };

  it('is refused for a file it does not know, one given twice, a missing customers file, an empty one', async () => {
    await wrong({ 'notes.txt': 'x' }, ['notes.txt', 0, '', '']);
    await wrong({ 'bills.csv': `${BILLS}\n`, 'bills.csv.gz': gzipSync(BILLS) }, ['bills.csv.gz', 0, '', '']);
    await wrong({ 'bills.csv': '' }, ['bills.csv', 0, '', '']);
    await wrong({ 'bills.csv.gz': Buffer.from('no gzip') }, ['bills.csv.gz', 0, '', '']);
    await wrong({ 'bills.csv.gz': gzipSync(lines(BILLS, 'x'.repeat(200))).subarray(0, 40) }, ['bills.csv.gz', 0, '', '']);
    const report = await app.import({ 'bills.csv': BILLS });
    expect(report.listed.map((problem) => problem.file)).toEqual(['customers.csv']);
  });

  it('is refused for unknown, doubled and missing columns, also with --skip-bad-rows', async () => {
    await wrong({ 'bills.csv': 'bill_no,customer_no,customer_no,issued_on,due_on,amount,colour' }, ['bills.csv', 1, 'customer_no', ''], ['bills.csv', 1, 'colour', ''], ['bills.csv', 1, 'period', '']);
    expect(await app.import({ 'customers.csv': 'customer_no,name,customer_class' }, { skipBadRows: true })).toMatchObject({ imported: false, problems: 1 });
    await wrong({ 'violations.csv': 'case_no,customer_no,kind,occurred_on,confirmed_on' }, ['violations.csv', 1, 'withdrawn_on', '']);
  });

  it.each([
    ['a day that does not exist', 'bills.csv', BILLS, 'B1,C,2023-01,2023-02-30,2023-03-20,10', 'issued_on', '2023-02-30'],
    ['a day in another form', 'bills.csv', BILLS, 'B1,C,2023-01,1.2.2023,2023-03-20,10', 'issued_on', '1.2.2023'],
    ['three decimals', 'bills.csv', BILLS, 'B1,C,2023-01,2023-02-01,2023-03-20,10.001', 'amount', '10.001'],
    ['no amount', 'bills.csv', BILLS, 'B1,C,2023-01,2023-02-01,2023-03-20,0.00', 'amount', '0.00'],
    ['a negative amount', 'bills.csv', BILLS, 'B1,C,2023-01,2023-02-01,2023-03-20,-5', 'amount', '-5'],
    ['a period that is no month', 'bills.csv', BILLS, 'B1,C,2023-00,2023-02-01,2023-03-20,5', 'period', '2023-00'],
    ['an empty number', 'bills.csv', BILLS, ',C,2023-01,2023-02-01,2023-03-20,5', 'bill_no', ''],
    ['due before issued', 'bills.csv', BILLS, 'B1,C,2023-01,2023-02-01,2023-01-31,5', 'due_on', '2023-01-31'],
    ['issued before the opening', 'bills.csv', BILLS, 'B1,C,2023-01,2019-12-31,2023-01-31,5', 'issued_on', '2019-12-31'],
    ['an unknown customer', 'bills.csv', BILLS, 'B1,nobody,2023-01,2023-02-01,2023-03-31,5', 'customer_no', 'nobody'],
    ['an unknown bill', 'payments.csv', PAYMENTS, 'P1,C,B404,2023-02-01,5', 'bill_no', 'B404'],
    ['an unknown payment', 'payment_returns.csv', 'payment_no,returned_on', 'P404,2023-02-01', 'payment_no', 'P404'],
    ['an unknown class of case', 'violations.csv', VIOLATIONS, 'V1,C,murder,2023-02-01,,', 'kind', 'murder'],
    ['a confirmation before the act', 'violations.csv', VIOLATIONS, 'V1,C,theft,2023-02-02,2023-02-01,', 'confirmed_on', '2023-02-01'],
    ['an empty day that is no later day', 'violations.csv', VIOLATIONS, 'V1,C,theft,,2023-02-01,', 'occurred_on', ''],
    ['a boolean in other words', 'safety_incidents.csv', 'incident_no,customer_no,kind,occurred_on,wide_outage,concealed_found_on', 'I1,C,electrical_accident,2023-02-01,TRUE,', 'wide_outage', 'TRUE'],
    ['no persons', 'safety_findings.csv', 'finding_no,customer_no,kind,found_on,persons,rectified_on', 'F1,C,unqualified_electrician,2023-02-01,0,', 'persons', '0'],
    ['an award approved before its period ends', 'safety_awards.csv', 'award_no,customer_no,period_from,period_to,approved_on,approved_by', 'A1,C,2020-01-01,2023-01-01,2022-12-31,X', 'approved_on', '2022-12-31'],
    ['a score between the halves', 'field_assessments.csv', 'assessment_no,customer_no,area,score,assessed_on,assessed_by,approved_on,approved_by', 'E1,C,operations,4.7,2023-01-01,X,2023-01-02,Y', 'score', '4.7'],
    ['an approver who is the assessor', 'field_assessments.csv', 'assessment_no,customer_no,area,score,assessed_on,assessed_by,approved_on,approved_by', 'E1,C,operations,4,2023-01-01,X,2023-01-02,X', 'approved_by', 'X'],
  ])('is refused for %s', async (_, file, header, row, column, value) => {
    await wrong({ [file]: lines(header, row.replace(/(^|,)C(,)/, `$1${c}$2`)) }, [file, 2, column, value]);
  });

  it('names every line that cannot be read, and goes on after it', async () => {
    const good = (at: number): string => `${c}-B${at},${c},2023-01,2023-02-01,2023-02-20,1`;
    const content = Buffer.concat([
      Buffer.from(lines(BILLS, good(1), `${good(2)},x`, '"unclosed', good(4))),
      Buffer.from([0xff, 0x41, 10]),
      Buffer.from(lines(good(6), `"${c}"x,y`, '', good(9))),
    ]);
    await wrong({ 'bills.csv': content }, ['bills.csv', 3, '', ''], ['bills.csv', 4, '', ''], ['bills.csv', 6, '', ''], ['bills.csv', 8, '', ''], ['bills.csv', 9, '', '']);
  });

  it('lists every problem of every file, by file and line, but not what merely follows from one', async () => {
    await wrong(
      {
        'bills.csv': lines(BILLS, `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,1.234`, `${c}-B2,${c},2023-01,2023-02-01,x,0`),
        'payments.csv': lines(PAYMENTS, `${c}-P1,${c},${c}-B1,2023-02-10,1`, `${c}-P2,${c},${c}-B404,2023-02-10,1`),
      },
      ['bills.csv', 2, 'amount', '1.234'],
      ['bills.csv', 3, 'due_on', 'x'],
      ['bills.csv', 3, 'amount', '0'],
      ['payments.csv', 3, 'bill_no', `${c}-B404`],
    );
  });

  it('is refused for payments above a bill, whatever their order', async () => {
    const rows = [`${c}-P1,${c},${c}-B1,2023-02-10,60`, `${c}-P2,${c},${c}-B1,2023-02-11,41`];
    const bills = lines(BILLS, `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,100`);
    await wrong({ 'bills.csv': bills, 'payments.csv': lines(PAYMENTS, ...rows) }, ['payments.csv', 3, 'amount', '41.00']);
    await wrong({ 'bills.csv': bills, 'payments.csv': lines(PAYMENTS, ...rows.toReversed()) }, ['payments.csv', 2, 'amount', '41.00']);
  });

  it('is refused for a number of two customers, in one import or beside the log', async () => {
    const two = lines(CUSTOMERS, `${c},A,power,2020-01-01`, `${c}x,B,power,2020-01-01`);
    const bill = (customer_no: string): string => `${c}-B1,${customer_no},2023-01,2023-02-01,2023-02-20,1`;
    await wrong({ 'customers.csv': two, 'bills.csv': lines(BILLS, bill(c), bill(`${c}x`)) }, ['bills.csv', 2, 'bill_no', `${c}-B1`], ['bills.csv', 3, 'bill_no', `${c}-B1`]);
    await app.import({ 'customers.csv': two, 'bills.csv': lines(BILLS, bill(c)) });
    await wrong({ 'customers.csv': two, 'bills.csv': lines(BILLS, bill(`${c}x`)) }, ['bills.csv', 2, 'bill_no', `${c}-B1`]);
  });

  it('is refused for a number with two contents, in one import or beside the log', async () => {
    const bill = (amount: string): string => `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,${amount}`;
    await wrong({ 'bills.csv': lines(BILLS, bill('1'), bill('1.00'), bill('2')) }, ['bills.csv', 2, 'amount', '1.00'], ['bills.csv', 3, 'amount', '1.00'], ['bills.csv', 4, 'amount', '2.00']);
    await app.import({ 'customers.csv': customer(), 'bills.csv': lines(BILLS, bill('1')) });
    await wrong({ 'bills.csv': lines(BILLS, bill('1.0'), bill('2')) }, ['bills.csv', 3, 'amount', '2.00']);
  });

  it('never shows a personal value', async () => {
    const report = await app.import({ 'customers.csv': lines(`${CUSTOMERS},phone`, `${c},Secret Name,power,2020-01-01,555\u0007123`, `${c},Other Name,power,2020-01-01,`, `${c}y,Bad\u0000Name,power,2020-01-01,`) });
    expect(report.listed.length).toBeGreaterThan(1);
    expect(JSON.stringify(report.listed)).not.toMatch(/Secret|Other Name|555|Bad/);
    expect(report.listed.map((problem) => problem.value)).toContain('(withheld)');
  });

  it('is refused when the folder does not exist', async () => {
    const { importFolder } = await import('./import-folder.js');
    await expect(importFolder('/nowhere/at/all', { pool: app.database.pool, recorder: { tools: { rooms: [] } }, bus: {} } as never, { actor: 't' })).rejects.toThrow(Refusal);
  });
});

describe('an import that leaves bad rows out', () => {
  it('imports the good ones, and says of each other why it was left out', async () => {
    const report = await app.import(
      {
        'customers.csv': lines(CUSTOMERS, `${c},A,power,2020-01-01`, `${c}x,B,gas,2020-01-01`),
        'bills.csv': lines(BILLS, `${c}-B1,${c},2023-01,2023-02-01,2023-02-20,1.234`, `${c}-B2,${c},2023-01,2023-02-01,2023-02-20,10`, `${c}-B3,${c}x,2023-01,2023-02-01,2023-02-20,10`),
        'payments.csv': lines(PAYMENTS, `${c}-P1,${c},${c}-B1,2023-02-10,1`, `${c}-P2,${c},${c}-B2,2023-02-10,10`, `${c}-P3,${c},${c}-B2,2023-02-11,1`),
        'payment_returns.csv': lines('payment_no,returned_on', `${c}-P1,2023-02-12`, `${c}-P3,2023-02-01`),
      },
      { skipBadRows: true },
    );
    expect(report).toMatchObject({ imported: true, events: 3, badRows: 7 });
    expect(report.listed.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      'customers.csv:3:customer_class',
      'bills.csv:2:amount',
      'bills.csv:4:customer_no',
      'payments.csv:2:bill_no',
      'payments.csv:4:amount',
      'payment_returns.csv:2:payment_no',
      'payment_returns.csv:3:returned_on',
    ]);
    expect(report.listed[3].reason).toContain('was refused, and this one depends on it');
    expect(await typesOf()).toEqual(['CustomerOpened', 'BillIssued', 'PaymentReceived']);
  });
});

describe('an import that did not finish', () => {
  it('is finished by running it again', async () => {
    let left = 40;
    const dying = await openRecordingApp((store) => new Proxy(store, { get: (target, name) => (name === 'append' ? (request: never) => (left-- > 0 ? target.append(request) : Promise.reject(new Error('killed'))) : bound(target, name)) }));
    try {
      const customers = Array.from({ length: 60 }, (_, at) => `K${at},Name,power,2020-01-01`);
      const bills = customers.map((_, at) => `B${at},K${at},2023-01,2023-02-01,2023-02-20,10`);
      const files = { 'customers.csv': lines(CUSTOMERS, ...customers), 'bills.csv': lines(BILLS, ...bills) };
      await expect(dying.import(files)).rejects.toThrow('killed');
      left = Infinity;
      const report = await dying.import(files);
      expect(report.events + report.unchanged).toBe(120);
      expect(report.unchanged).toBe(40);
      expect(await dying.events()).toHaveLength(120);
    } finally {
      await dying.close();
    }
  });

  it('keeps a second import out while it runs', async () => {
    const client = await app.database.pool.connect();
    try {
      await client.query('SELECT pg_advisory_lock(7142321)');
      await expect(app.import({ 'customers.csv': customer() })).rejects.toThrow('Another import into this database is running');
    } finally {
      await client.query('SELECT pg_advisory_unlock(7142321)');
      client.release();
    }
  });
});

function bound(target: object, name: string | symbol): unknown {
  const value = Reflect.get(target, name) as unknown;
  return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
}
