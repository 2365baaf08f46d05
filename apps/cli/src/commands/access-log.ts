import type { Command } from 'commander';
import { AccessLog, type LoggedLook } from '#access/looks/access-log.js';
import { looked, requireCustomer } from '../acting.js';
import { languageGiven, languageOption } from '../language-option.js';
import type { OpenApp } from '../open-app.js';
import { purposeOption } from '../purpose-option.js';
import { listOptions, pageNote } from '../step-options.js';
import { table } from '../table.js';

interface AccessLogOptions {
  page: number;
  pageSize: number;
  lang: string;
  json?: boolean;
}

const WORDS = {
  en: { none: 'Nobody has looked at this customer yet.', heading: ['when', 'who', 'as', 'what', 'asked', 'customers', 'purpose', 'position'] },
  zh: { none: '尚无人查阅该客户。', heading: ['时间', '查阅人', '身份', '内容', '查询条件', '客户数', '用途', '日志位置'] },
} as const;

export function register(program: Command, open: OpenApp): void {
  purposeOption(languageOption(listOptions(program.command('access-log <customer>'), false)))
    .description('who looked at a customer, at what, what for and when, the latest first; this question will stand in it as well')
    .action(async (customerNo: string, { page, pageSize, lang, json }: AccessLogOptions) => {
      const language = languageGiven(lang);
      await requireCustomer(open, customerNo);
      const { total, looks } = await (await open()).get(AccessLog).of(customerNo, page, pageSize);
      await looked(open, [customerNo], { page, pageSize });
      if (json) return void process.stdout.write(`${JSON.stringify({ customer_no: customerNo, page, size: pageSize, total, looks }, null, 2)}\n`);
      process.stdout.write(looks.length === 0 ? `${WORDS[language].none}\n` : table(WORDS[language].heading, looks.map(row)) + pageNote(looks.length, total, page));
    });
}

const row = ({ recordedAt, who, roles, through, what, asked, customers, purpose, position }: LoggedLook): string[] => [
  recordedAt.replace('T', ' ').slice(0, 19),
  who,
  through === 'local-user' ? 'local user' : roles.join(', '),
  what,
  Object.entries(asked).map(([name, value]) => `${name} ${value}`).join(', '),
  String(customers),
  purpose ?? '',
  String(position),
];
