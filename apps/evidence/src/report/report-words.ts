import type { Language } from '#credit/explaining/explanation.js';

/** What a report says by itself; explanations and pages bring their own words. */
export interface ReportWords {
  readonly title: string;
  readonly about: string;
  readonly howToCheck: string;
  readonly what: string;
  readonly customer: string;
  readonly period: (from: string, to: string) => string;
  readonly decision: (rating: string) => string;
  readonly purpose: string;
  readonly exported: (at: string, by: string) => string;
  readonly holds: (events: number, withheld: number, size: number) => string;
  readonly customers: string;
  readonly confidential: string;
  readonly scoreAsked: string;
  readonly scoreOf: (rating: string) => string;
  readonly chain: string;
  readonly counts: string;
  readonly arithmetic: (before: string, effective: string, after: string) => string;
  readonly fact: (occurred: string, recorded: string, position: number) => string;
  readonly restsOn: string;
  readonly statuses: Readonly<Record<'S' | 'F' | 'D', string>>;
  readonly noScores: string;
}

const en: ReportWords = {
  title: 'Evidence report',
  about: 'This report belongs to a signed evidence package. Everything in it follows from the recorded events in that package and can be worked out again from them without us, without our database and without a network.',
  howToCheck: 'To check: node verify.mjs FOLDER-OR-ZIP --key KEY, with the supplier’s public key from a source that you trust.',
  what: 'What is in the package',
  customer: 'Customer',
  period: (from, to) => `All events recorded from ${from} through ${to}, and the whole history of every customer of whom a rating was proposed then`,
  decision: (rating) => `The decision on rating ${rating}`,
  purpose: 'Purpose',
  exported: (at, by) => `Made on ${at} by ${by}`,
  holds: (events, withheld, size) => `${events} events shown, ${withheld} committed to without being shown, out of a log of ${size} events`,
  customers: 'Nothing was left out of the history of',
  confidential: 'Confidential entries omitted: a reward that would tell who informed is shown to the informant and to those entitled only.',
  scoreAsked: 'The score asked about',
  scoreOf: (rating) => `The score on which rating ${rating} was decided`,
  chain: 'From the clause to the fact',
  counts: 'Counts',
  arithmetic: (before, effective, after) => `${before} ${effective} → ${after}`,
  fact: (occurred, recorded, position) => `occurred on ${occurred}, recorded ${recorded} as event ${position} of the log`,
  restsOn: 'Values of the rulebook it rests on',
  statuses: { S: 'stated in the source', F: 'found elsewhere', D: 'the supplier’s decision' },
  noScores: 'No score was asked about and no rating was decided here.',
};

const zh: ReportWords = {
  title: '证据报告',
  about: '本报告属于一份带签名的证据包。其中的一切均由包内记录的事件得出，可据以重新算出，无需我们、无需我们的数据库、也无需网络。',
  howToCheck: '核验方法：node verify.mjs 文件夹或ZIP --key 公钥，公钥须取自您信任的来源。',
  what: '包内内容',
  customer: '客户',
  period: (from, to) => `自 ${from} 至 ${to} 记录的全部事件，以及其间提出评级的每位客户的全部历史`,
  decision: (rating) => `关于评级 ${rating} 的决定`,
  purpose: '用途',
  exported: (at, by) => `${by} 于 ${at} 制作`,
  holds: (events, withheld, size) => `出示事件 ${events} 条，承诺而未出示 ${withheld} 条；日志共 ${size} 条事件`,
  customers: '下列客户的历史没有任何遗漏',
  confidential: '保密项已略去：会透露举报人的奖分，仅向举报人本人及有权者出示。',
  scoreAsked: '所问的评分',
  scoreOf: (rating) => `评级 ${rating} 所依据的评分`,
  chain: '由条款到事实',
  counts: '计入',
  arithmetic: (before, effective, after) => `${before} ${effective} → ${after}`,
  fact: (occurred, recorded, position) => `发生于 ${occurred}，${recorded} 记录，为日志第 ${position} 条事件`,
  restsOn: '所依据的规则值',
  statuses: { S: '来源载明', F: '另有出处', D: '供电企业自定' },
  noScores: '本包既未询问评分，也没有评级决定。',
};

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { en, zh };
