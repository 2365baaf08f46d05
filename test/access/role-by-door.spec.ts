import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ROLES, type Role } from '#access/person.js';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { admit, wordsOf } from '#apps/cli/src/acting.js';
import { commandLine } from '#apps/cli/src/main.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { openService, type Service } from '../support/open-service.js';

// Who may, written down a second time and by hand: o operator, s service manager, c credit officer, p approver,
// a auditor, d administrator, g the gateway that sends messages, k the customer C1, about the own record. The table has to say the same, and every door
// has to do it.
const LETTERS: Readonly<Record<string, Role>> = { o: 'operator', s: 'service-manager', c: 'credit-officer', p: 'approver', a: 'auditor', d: 'administrator', g: 'gateway', k: 'customer' };
const EVERYBODY = 'oscpadk';

const DOORS: Readonly<Record<string, string>> = {
  'GET /': EVERYBODY, 'GET /view/customers?customer=C1': EVERYBODY, 'GET /view/customers/C1': 'ocpak',
  'GET /customers/C1': 'ocpak', 'GET /customers/C1/score': 'ocpak', 'GET /customers/C1/explanation': 'ocpak', 'GET /customers/C1/entries/ENTRY': 'ocpak',
  'GET /customers/C1/history': 'ocpak', 'GET /customers/C1/events': 'cak', 'GET /customers/C1/access-log': 'ak', 'GET /customers/C1/reports/R1/informant': 'a', 'GET /metrics': 'osad', 'GET /events/EVENT': 'cak',
  'GET /scores': 'ocpa', 'GET /scores.csv': 'ca', 'GET /lists/grades': 'ocpa', 'GET /lists/open-arrears': 'ocpa', 'GET /lists/changes': 'ocpa',
  'POST /backtest': 'ca', 'POST /rulebook/impact': 'ca', 'GET /ratings': 'ocpak', 'GET /ratings/RATING': 'ocpak', 'GET /objections': 'ocpak',
  'GET /rulebook/editions': EVERYBODY, 'GET /rulebook/editions/s001-2018': EVERYBODY, 'POST /rulebook/editions/validate': 'cpad', 'GET /calendar': EVERYBODY,
  'GET /survey-invitations': 'os', 'POST /survey-messages/take': 'g', 'POST /survey-messages/sent': 'g', 'POST /customers/C1/survey-answers': 'os',
  'GET /questionnaires': 'osad', 'GET /questionnaires/supply-service': 'osad', 'POST /questionnaires/supply-service/answers?respondedOn=2024-06-01': 's', 'GET /waves': 'osa', 'GET /measures': 'osa', 'GET /waves/none': 'osa',
  'GET /satisfaction': 'osa', 'GET /satisfaction.csv': 'osa', 'GET /satisfaction/model?questionnaire=ecsi-mobile': 'osa', 'POST /satisfaction/model?questionnaire=ecsi-mobile': 'osa', 'GET /satisfaction/short-plank': 'osa', 'GET /satisfaction/themes': 'osa',
  'GET /commands': EVERYBODY, 'GET /commands/RecordBill/schema': EVERYBODY,
};

/** What a route is sent where an empty object does not fit. */
const BODIES: Readonly<Record<string, object>> = { '/survey-messages/sent': { messages: [] }, '/customers/C1/survey-answers': { invitation: 'S-C1-9', answers: {} } };

const COMMANDS: Readonly<Record<string, string>> = {
  RegisterCustomer: 'oc', ChangeCustomerDetails: 'oc', CloseCustomer: 'oc', ReclassifyCustomer: 'c', RecordBill: 'oc', RecordPayment: 'oc', RecordPaymentReturn: 'oc',
  ExemptBill: 'c', RecordMandateFinding: 'oc', RecordSafetyIncident: 'oc', RecordConcealment: 'c', RecordSafetyFinding: 'oc', RecordSafetyRectification: 'oc', ApproveSafetyAward: 'p',
  OpenCase: 'oc', ConfirmCase: 'c', WithdrawCase: 'c', RecordReport: 'oc', VerifyReport: 'c', RecordCooperationFinding: 'oc', ServeRectificationNotice: 'oc', RecordNoticeMet: 'oc',
  ApproveFieldAssessment: 'p', ReplaceFieldAssessment: 'p', RecordEnteredInError: 'c', ProposeRating: 'c', CorrectRating: 'p', ApproveRating: 'p', RejectRating: 'p', WithdrawProposal: 'c',
  IssueRating: 'c', NotifyRating: 'c', ObjectToRating: 'ock', UpholdRating: 'p', MarkRatingCorrected: 'c', NotifyEntry: 'c', ObjectToEntry: 'ock', AnswerEntryObjection: 'p',
  AddEntryStatement: 'ock', WithdrawEntryStatement: 'ock', PublishQuestionnaire: 's', DrawWave: 's', TakeMeasure: 's', PublishEdition: 'p', CloseDay: 'cd', RecordOverdueAnswer: 'cd',
  InviteToSurvey: 'os', InviteAfterPayment: 's', RemindOfSurvey: 's', CloseSurveyInvitations: 's', InviteInWave: 's', CloseFullStratum: 's', RecordMysteryVisit: 's', RecordSymposium: 's',
};

const LINES: Readonly<Record<string, string>> = {
  import: 'c', scores: 'ca', explain: 'ocpak', history: 'ocpak', customers: 'ocpa', arrears: 'ocpa', changes: 'ocpa', backtest: 'ca', 'access-log': 'ak',
  'rulebook list': EVERYBODY, 'rulebook show': EVERYBODY, 'rulebook validate': 'cpad', 'rulebook impact': 'ca', 'ratings list': 'ocpak', 'ratings show': 'ocpak', 'objections list': 'ocpak',
  'survey list': 'osad', 'survey show': 'osad', 'survey import': 's', 'survey waves': 'osa', 'survey measures': 'osa', satisfaction: 'osa', 'satisfaction model': 'osa', 'satisfaction short-plank': 'osa', 'satisfaction themes': 'osa', backup: 'd', restore: 'd', serve: 'd', token: 'd', simulate: EVERYBODY, demo: EVERYBODY,
  'survey invitations': 'os', 'survey answer': 'os', 'survey messages take': 'g', 'survey messages sent': 'g',
};

let service: Service;
let rating = '';
let event = '';
let entry = '';
const tokens = new Map<Role, { authorization: string }>();
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
  await service.record('RegisterCustomer', { customer_no: 'C1', name: '王小明', customer_class: 'power', opened_on: '2023-01-01', region: 'North' });
  await service.record('RegisterCustomer', { customer_no: 'C2', name: '李四', customer_class: 'power', opened_on: '2023-01-01', region: 'South' });
  await service.record('RecordReport', { report_no: 'R1', customer_no: 'C1', kind: 'absconder_tip', reported_on: '2024-01-01' });
  await service.record('ProposeRating', { customer_no: 'C1' });
  rating = (await service.get('/ratings?customer=C1')).json.ratings[0].id;
  event = JSON.parse((await service.get('/customers/C1/events')).json.events[0].envelope).id;
  entry = encodeURIComponent((await service.get('/customers/C1/explanation')).json.entries[0].id);
  for (const role of ROLES) tokens.set(role, await service.as(role, [role], role === 'customer' ? { customerNo: 'C1' } : {}));
});
afterAll(() => service.close());

const allowedTo = (letters: string): Role[] => ROLES.filter((role) => [...letters].some((letter) => LETTERS[letter] === role));

describe('role by route', () => {
  it.each(Object.entries(DOORS))('%s is for %s', async (door, letters) => {
    const [method, address] = door.replace('RATING', rating).replace('EVENT', event).replace('ENTRY', entry).split(' ');
    const csv = address === '/backtest' || /^\/(questionnaires|satisfaction)\//.test(address);
    const body = method === 'GET' ? undefined : csv ? 'customer_no,defaulted\nC1,0\nC2,1\n' : JSON.stringify(BODIES[address] ?? {});
    const found: Role[] = [];
    for (const role of ROLES) {
      const reply = await service.send(method, address, { ...tokens.get(role)!, ...(body === undefined ? {} : { 'content-type': csv ? 'text/csv' : 'application/json' }) }, body);
      if (reply.status === 403) expect(reply.json).toMatchObject({ type: 'urn:gridledger:problem:not-allowed', detail: expect.stringMatching(/^.+ holds the role .+ and may not .+; that is for .+\.$/) });
      else if (![200, 303, 404, 422].includes(reply.status) && !reply.text.includes('unknown-invitation')) throw new Error(`${role} was answered ${reply.status}: ${reply.text}`);
      if (reply.status !== 403) found.push(role);
    }
    expect(found).toEqual(allowedTo(letters));
    expect(await service.send(method, address, { authorization: '' }, body)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="gridledger"' } });
  });

  it('leaves no route out', () => {
    const { router } = service.running.app.getHttpAdapter().getInstance() as { router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] } };
    const mounted = router.stack.flatMap(({ route }) => (route ? Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path: route.path })) : []));
    const open = /^\/(docs|health|login|logout|style|openapi|survey\/|survey\.css)/;
    const missing = mounted.filter(({ method, path }) => !open.test(path) && path !== '/commands/:name' && !Object.keys(DOORS).some((door) => new RegExp(`^${method} ${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/?]+')}(\\?.*)?$`).test(door)));
    expect(missing.map(({ method, path }) => `${method} ${path}: say in DOORS who may use it`)).toEqual([]);
  });

  it('shows a customer the own record alone: another one is answered like one that does not exist', async () => {
    const own = tokens.get('customer')!;
    const nobody = await service.get('/customers/C9/score', own);
    for (const address of Object.entries(DOORS).filter(([door, letters]) => door.includes('/C1') && letters.includes('k')).map(([door]) => door.split(' ')[1].replace('ENTRY', entry))) {
      const reply = await service.get(address.replace('C1', 'C2'), { ...own, accept: 'application/json' });
      expect({ address, status: reply.status, title: reply.json.detail }).toEqual({ address, status: 404, title: nobody.json.detail.replace('C9', 'C2') });
    }
    expect((await service.get('/ratings?customer=C2', own)).json.ratings.map(({ customer_no }: { customer_no: string }) => customer_no)).toEqual(['C1']);
    expect((await service.post('/commands/ObjectToEntry', { customer_no: 'C2', entry_id: 'COM-01:B1', statement: 'x' }, own)).status).toBe(404);
  });
});

describe('role by command', () => {
  it.each(Object.entries(COMMANDS))('%s is for %s', async (name, letters) => {
    const found: Role[] = [];
    for (const role of ROLES) if ((await service.post(`/commands/${name}?dryRun=true`, {}, tokens.get(role))).status !== 403) found.push(role);
    expect(found).toEqual(allowedTo(letters));
  });

  it('leaves no command out', () => {
    expect(service.running.app.get(CommandRegistry).list().map(({ name }) => name).filter((name) => !Object.hasOwn(COMMANDS, name))).toEqual([]);
  });
});

describe('role by command of the command line', () => {
  const home = mkdtempSync(join(tmpdir(), 'gridledger-access-'));
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('lets begin whom the table lets, and the local user everything', async () => {
    process.env.GRIDLEDGER_HOME = home;
    const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
    const program = await commandLine(() => Promise.reject(new Error('nothing is opened')), '.ts');
    const commands = new Map(program.commands.flatMap(all).map((command) => [wordsOf(command), command]));
    const found: Record<string, string> = {};
    for (const words of Object.keys(LINES)) {
      const command = commands.get(words)!;
      command.setOptionValue('purpose', 'specification');
      found[words] = '';
      for (const [letter, role] of Object.entries(LETTERS)) {
        process.env.GRIDLEDGER_TOKEN = await new LocalIssuer(home).sign({ subject: role, roles: [role], customerNo: 'C1', validSeconds: 60 }, 'gridledger', Math.floor(Date.now() / 1000));
        await admit(command).then(() => (found[words] += letter), (error: Error) => expect(error.message).toMatch(/may not/));
      }
      delete process.env.GRIDLEDGER_TOKEN;
      await admit(command);
    }
    expect(found).toEqual(LINES);
  });
});
