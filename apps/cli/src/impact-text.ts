import type { Impact } from '#credit/outcomes/impact.js';
import type { Language } from '#credit/explaining/explanation.js';
import { GRADES } from '#credit/rules/rule-ids.js';
import { table } from './table.js';
import { paragraph } from './wrap.js';

const SHOWN = 20;

const WORDS = {
  en: {
    summary: ({ customers, unchanged, totalsChanged, changed, better, worse }: Impact): string =>
      `Of ${customers} customers ${unchanged} keep their grade (${totalsChanged} of them with another total); ${changed.length} change it: ${better} to a better one, ${worse} to a worse one.`,
    from: 'before', to: 'after', all: 'all', why: 'reasons', customers: 'customers', changes: 'Who changes', more: (count: number): string => `… and ${count} more; --json lists all.`,
  },
  zh: {
    summary: ({ customers, unchanged, totalsChanged, changed, better, worse }: Impact): string =>
      `共 ${customers} 户：${unchanged} 户等级不变（其中 ${totalsChanged} 户总分有变）；${changed.length} 户等级变化，升级 ${better} 户，降级 ${worse} 户。`,
    from: '原', to: '新', all: '合计', why: '原因', customers: '户数', changes: '等级变化的客户', more: (count: number): string => `……另有 ${count} 户，--json 列出全部。`,
  },
} as const;

/** What another edition would change, for people: the migration of grades, the reasons counted, who changes. */
export function impactText(impact: Impact, language: Language): string {
  const words = WORDS[language];
  const { from, to, asOf, knownAsOf, position, changed } = impact;
  return [
    `${from} → ${to}  ${asOf}  ${knownAsOf} (${position})\n\n${paragraph('', words.summary(impact))}`,
    `\n${migrationTable(impact, language)}`,
    changed.length > 0 ? `\n${reasonsTable(impact, language)}\n${words.changes}\n` : '',
    ...changed.slice(0, SHOWN).map(({ customer_no, before, after, totalBefore, totalAfter, because }) =>
      paragraph(`${customer_no}  ${before} ${totalBefore} → ${after} ${totalAfter}  `, because.map(({ text }) => text).join(' ')),
    ),
    changed.length > SHOWN ? `${words.more(changed.length - SHOWN)}\n` : '',
  ].join('');
}

function migrationTable({ migration }: Impact, language: Language): string {
  const words = WORDS[language];
  const count = (before: string, after: string): number => migration.find((one) => one.before === before && one.after === after)?.customers ?? 0;
  const shown = (value: number): string => (value === 0 ? '' : String(value));
  const sum = (values: number[]): string => String(values.reduce((total, value) => total + value, 0));
  const rows = GRADES.map((before) => [before, ...GRADES.map((after) => shown(count(before, after))), sum(GRADES.map((after) => count(before, after)))]);
  const last = [words.all, ...GRADES.map((after) => sum(GRADES.map((before) => count(before, after)))), sum(GRADES.flatMap((before) => GRADES.map((after) => count(before, after))))];
  return table([`${words.from} ↓ ${words.to} →`, ...GRADES, words.all], [...rows, last]);
}

/** How many of those who change grade do so for which reason. */
function reasonsTable({ changed }: Impact, language: Language): string {
  const words = WORDS[language];
  const counts = new Map<string, number>();
  for (const { because } of changed) for (const { rule } of because) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([rule, count]) => [rule, String(count)]);
  return table([words.why, words.customers], rows);
}
