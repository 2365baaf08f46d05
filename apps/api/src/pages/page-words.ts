import type { Language } from '../edge/language.js';

/** What the pages say by themselves; explanations bring their own words. */
export interface PageWords {
  readonly tagline: string;
  readonly about: string;
  readonly lookUp: string;
  readonly customerNo: string;
  readonly asOf: string;
  readonly asOfHint: string;
  readonly knownAsOf: string;
  readonly knownAsOfHint: string;
  readonly show: string;
  readonly today: (day: string, zone: string) => string;
  readonly grades: (day: string, count: number) => string;
  readonly noCustomers: string;
  readonly customers: string;
  readonly more: string;
  readonly docs: string;
  readonly openApi: string;
  readonly scoreFile: string;
  readonly lists: string;
  readonly arrears: string;
  readonly changes: string;
  readonly editions: string;
  readonly ratings: string;
  readonly customer: string;
  readonly home: string;
  readonly score: string;
  readonly outOf: string;
  readonly restsOn: (asOf: string, knownAsOf: string, position: number, edition: string) => string;
  readonly veto: (categories: string) => string;
  readonly provisional: (until: string) => string;
  readonly opened: (day: string) => string;
  readonly closed: (day: string) => string;
  readonly curve: string;
  readonly curveText: (from: string, to: string, points: string) => string;
  readonly categories: string;
  readonly category: string;
  readonly full: string;
  readonly deductions: string;
  readonly rewards: string;
  readonly capped: string;
  readonly value: string;
  readonly total: string;
  readonly entries: string;
  readonly noEntries: string;
  readonly since: (since: string, until: string | null) => string;
  readonly clause: string;
  readonly facts: string;
  readonly recorded: string;
  readonly late: string;
  readonly outlook: string;
  readonly disputed: string;
  readonly statement: string;
  readonly confidential: string;
  readonly superseded: string;
  readonly withoutEffect: string;
  readonly voided: string;
  readonly notApplied: string;
  readonly nextChange: string;
  readonly noNextChange: string;
  readonly nextGrade: (grade: string) => string;
  readonly basis: string;
  readonly json: string;
  readonly refused: string;
  readonly signedIn: (name: string, roles: string) => string;
  readonly purpose: string;
  readonly omitted: string;
  readonly person: Readonly<Record<'withheld' | 'restricted' | 'erased' | 'none', string>>;
  readonly purposeHint: string;
  readonly take: string;
}

const en: PageWords = {
  tagline: 'The system of record of electricity customers’ credit, with every point explained',
  about: 'Every fact about a customer is kept as an event that never changes. Out of them comes the credit score for any day, as it was known at any time, and the reason for every point of it.',
  lookUp: 'Look up a customer',
  customerNo: 'Customer number',
  asOf: 'As of',
  asOfHint: 'the day asked about; empty: today',
  knownAsOf: 'Known as of',
  knownAsOfHint: 'facts recorded by the end of that day; empty: now',
  show: 'Show score and explanation',
  today: (day, zone) => `Today is ${day} (${zone}).`,
  grades: (day, count) => `${count} customers by grade on ${day}`,
  noCustomers: 'No customers are on record yet. “npx gridledger import DIR” reads a supplier’s export, “npx gridledger simulate DIR” makes one.',
  customers: 'customers',
  more: 'More',
  docs: 'The HTTP interface, to browse and to try',
  openApi: 'The same as an OpenAPI document',
  scoreFile: 'The score file of all customers (CSV)',
  lists: 'Customers by grade (JSON)',
  arrears: 'Open arrears (JSON)',
  changes: 'What time alone changes in the next 30 days (JSON)',
  editions: 'The editions of the rulebook (JSON)',
  ratings: 'Formal ratings (JSON)',
  customer: 'Customer',
  home: 'Home',
  score: 'Score',
  outOf: 'of 100',
  restsOn: (asOf, knownAsOf, position, edition) => `As of ${asOf}, known as of ${knownAsOf} (position ${position} of the log), edition ${edition}.`,
  veto: (categories) => `Veto: ${categories} at zero before rewards, so the grade is D whatever the total.`,
  provisional: (until) => `Provisional through ${until}: the account is young.`,
  opened: (day) => `opened ${day}`,
  closed: (day) => `closed ${day}`,
  curve: 'The score over time',
  curveText: (from, to, points) => `Score from ${from} to ${to}: ${points}.`,
  categories: 'Categories',
  category: 'Category',
  full: 'Full',
  deductions: 'Deductions',
  rewards: 'Rewards',
  capped: 'Taken by the limit',
  value: 'Value',
  total: 'Total',
  entries: 'Why: the entries live on that day',
  noEntries: 'Nothing takes or gives points on that day: every category stands at its full marks.',
  since: (since, until) => (until ? `since ${since}, until ${until}` : `since ${since}, with no end yet`),
  clause: 'Clause',
  facts: 'Facts',
  recorded: 'recorded',
  late: 'recorded only after that day',
  outlook: 'What would change it',
  disputed: 'disputed',
  statement: 'The customer’s statement',
  confidential: 'Who informed is shown to nobody.',
  superseded: 'Steps replaced by a higher one',
  withoutEffect: 'Recorded, without effect',
  voided: 'Entered in error or replaced',
  notApplied: 'Conditions looked at that did not apply',
  nextChange: 'What changes next by the passing of time alone',
  noNextChange: 'Nothing will change by the passing of time alone.',
  nextGrade: (grade) => `What would bring grade ${grade}`,
  basis: 'Values of the rulebook that the score rests on',
  json: 'The same as JSON',
  refused: 'This question has no answer',
  signedIn: (name, roles) => `You are ${name} (${roles}); what you look at is recorded.`,
  purpose: 'What for',
  omitted: 'confidential entries omitted',
  person: { withheld: 'Name, phone and address are not shown to you.', restricted: 'Name, phone and address are restricted: law keeps them, and nobody uses them in daily work.', erased: 'Name, phone and address were erased.', none: 'No name is recorded.' },
  purposeHint: 'a file about everybody names its purpose; it is recorded',
  take: 'Take the file',
};

const zh: PageWords = {
  tagline: '电力客户信用记录系统：每一分都有依据',
  about: '客户的每一项事实都作为不可更改的事件保存。由此可得出任意一日、按任意时点所知的信用得分，以及每一分的理由。',
  lookUp: '查询客户',
  customerNo: '客户编号',
  asOf: '查询日',
  asOfHint: '所问之日；留空即今日',
  knownAsOf: '知悉截至',
  knownAsOfHint: '截至该日终了已记录的事实；留空即现在',
  show: '显示得分与说明',
  today: (day, zone) => `今日为 ${day}（${zone}）。`,
  grades: (day, count) => `${day} 共 ${count} 户，按信用等级`,
  noCustomers: '尚无客户记录。“npx gridledger import DIR” 导入供电企业导出的文件，“npx gridledger simulate DIR” 生成模拟文件。',
  customers: '户',
  more: '更多',
  docs: 'HTTP 接口，可浏览与试用',
  openApi: 'OpenAPI 文档',
  scoreFile: '全部客户得分文件（CSV）',
  lists: '按等级列出客户（JSON）',
  arrears: '欠费清单（JSON）',
  changes: '今后 30 日内仅因时间推移而变动的客户（JSON）',
  editions: '评分规则版本（JSON）',
  ratings: '正式评定（JSON）',
  customer: '客户',
  home: '首页',
  score: '得分',
  outOf: '满分 100',
  restsOn: (asOf, knownAsOf, position, edition) => `查询日 ${asOf}，知悉截至 ${knownAsOf}（日志位置 ${position}），规则版本 ${edition}。`,
  veto: (categories) => `一票否决：${categories} 在计入奖分前为零，无论总分多少等级均为 D。`,
  provisional: (until) => `暂定至 ${until}：开户未满期限。`,
  opened: (day) => `${day} 开户`,
  closed: (day) => `${day} 销户`,
  curve: '得分走势',
  curveText: (from, to, points) => `${from} 至 ${to} 的得分：${points}。`,
  categories: '信用指标',
  category: '指标',
  full: '满分',
  deductions: '扣分',
  rewards: '奖分',
  capped: '超限不计',
  value: '得分',
  total: '总分',
  entries: '理由：当日有效的记分',
  noEntries: '当日无任何扣分或奖分，各项指标均为满分。',
  since: (since, until) => (until ? `${since} 起，至 ${until}` : `${since} 起，尚无终止日`),
  clause: '条款',
  facts: '事实',
  recorded: '记录于',
  late: '该日之后才记录',
  outlook: '何以改变',
  disputed: '有异议',
  statement: '客户声明',
  confidential: '举报人身份对任何人保密。',
  superseded: '已被更高档次取代的扣分',
  withoutEffect: '已记录而无影响',
  voided: '误录或已被取代的记录',
  notApplied: '已核查但不适用的条件',
  nextChange: '仅因时间推移的下一次变动',
  noNextChange: '不会仅因时间推移而变动。',
  nextGrade: (grade) => `如何达到 ${grade} 级`,
  basis: '得分所依据的规则数值',
  json: '以 JSON 显示',
  refused: '此问题无法回答',
  signedIn: (name, roles) => `当前用户：${name}（${roles}）；查阅均被记录。`,
  purpose: '用途',
  omitted: '保密事项已略',
  person: { withheld: '姓名、电话与地址不向您显示。', restricted: '姓名、电话与地址已限制处理：依法保存，不作日常使用。', erased: '姓名、电话与地址已删除。', none: '未登记姓名。' },
  purposeHint: '导出全体客户须注明用途并予以记录',
  take: '下载',
};

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { en, zh };
