import type { Language } from '#credit/explaining/explanation.js';
import type { Audit } from '#platform/integrity/auditing/audit.js';
import { findingWords } from '#platform/integrity/auditing/finding-words.js';
import type { Severity } from '#platform/integrity/auditing/finding.js';
import { paint } from './paint.js';
import { wrap } from './wrap.js';

const SEVERITY: Readonly<Record<Severity, readonly [en: string, zh: string]>> = { error: ['error', '错误'], warning: ['warning', '警告'], note: ['note', '说明'] };
const OUTCOME: Readonly<Record<Audit['outcome'], readonly [en: string, zh: string]>> = {
  clean: ['Clean: nothing that was checked differs.', '无异常：所检查内容均一致。'],
  findings: ['There are findings.', '发现异常。'],
  unknown: ['Could not check: there is nothing to hold the log against.', '无法检查：没有可供对照之物。'],
};

/** What an audit found, for people or as JSON. */
export function auditReport(audit: Audit, language: Language, json: boolean): string {
  const { findings, events, checkpoints, signed, names, outcome, readModels } = audit;
  if (json) return `${JSON.stringify({ ...audit, findings: findings.map((finding) => ({ ...finding, message: findingWords(finding, language) })) }, null, 2)}\n`;
  const zh = language === 'zh' ? 1 : 0;
  const lines = [
    zh ? `事件 ${events} 条；检查点 ${checkpoints} 个，最新为 ${signed} 条；映射 ${names} 项。` : `${events} events; ${checkpoints} checkpoints, the latest of ${signed} events; ${names} entries in the map.`,
    ...Object.entries(readModels).map(([name, { position, digest }]) => (zh ? `读模型 ${name}：位置 ${position}，摘要 ${digest.slice(0, 16)}…` : `Read model ${name}: as the log makes it, at position ${position}, digest ${digest.slice(0, 16)}…`)),
    '',
  ];
  for (const finding of findings) {
    const label = SEVERITY[finding.severity][zh];
    const [first, ...rest] = wrap(findingWords(finding, language), 88);
    lines.push(`${paint(finding.severity === 'error' ? 'red' : finding.severity === 'warning' ? 'yellow' : 'dim', label.padEnd(zh ? 4 : 8))} ${first}`, ...rest.map((line) => `         ${line}`));
    if (finding.severity === 'error' && finding.position !== null && finding.expected?.length === 44) lines.push(`         ${zh ? '应为' : 'expected'} ${finding.expected}`, `         ${zh ? '实为' : 'found   '} ${finding.found ?? (zh ? '无' : 'nothing')}`);
  }
  lines.push('', OUTCOME[outcome][zh]);
  return `${lines.join('\n')}\n`;
}
