import { canonicalJson } from '#platform/kernel/canonical-json.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatNote, parseNote, signersOf, signNote } from '#platform/integrity/proof/signed-note.js';
import type { SigningKey } from '#platform/integrity/proof/signing-key.js';
import type { VerifierKey } from '#platform/integrity/proof/verifier-key.js';
import { stayingWords } from './deciding/keeping.js';
import type { Kept } from './events.js';

/** What a certificate says. Nothing in it names the person. */
export interface Certificate {
  readonly ledger: string;
  readonly customer_no: string;
  readonly erased_on: string;
  readonly recorded_at: string;
  /** Position and id of PersonalDataErased in the log. */
  readonly position: number;
  readonly event: string;
  readonly erased_by: string;
  readonly reason: string;
  readonly law: string;
  readonly subjects: readonly string[];
  readonly stays: readonly Kept[];
}

// The first line tells it from every other text that the ledger's key signs: a checkpoint begins with the log's name.
const HEAD = 'gridledger erasure certificate 1';

/** A signed note (C2SP signed-note): a line for machines, the same in Chinese and English, the ledger's signature. */
export function signCertificate(certificate: Certificate, key: SigningKey): string {
  return formatNote(signNote(textOf(certificate), [key]));
}

/** What a certificate says; null unless it is, to the byte, one that the key has signed. */
export function readCertificate(note: string, key: VerifierKey): Certificate | null {
  const parsed = parseNote(note);
  if (!parsed || formatNote(parsed) !== note || !signersOf(parsed, [key])?.length) return null;
  try {
    const [head, line] = parsed.text.split('\n', 2);
    const certificate = JSON.parse(line) as Certificate;
    return head === HEAD && textOf(certificate) === parsed.text ? certificate : null;
  } catch {
    return null;
  }
}

function textOf(one: Certificate): string {
  const reports = one.subjects.filter((subject) => subject.startsWith('report:')).map((subject) => subject.slice('report:'.length));
  const stays = (language: 'en' | 'zh') => one.stays.map(({ code, law }) => `  - ${stayingWords(code)[language]} (${law})`);
  return [
    HEAD,
    canonicalJson(one as unknown as JsonObject),
    '',
    '个人信息删除证明',
    `客户编号 ${one.customer_no} 的姓名、电话、地址及本人文字${reports.length === 0 ? '' : `，以及举报 ${reports.join('、')} 的举报人身份`}，已于 ${one.erased_on} 删除：解密密钥及其外部秘密已销毁，台账及其数据库的任何副本中，此人的上述信息均不可再读。`,
    `理由：${one.reason}。依据：${one.law}。经办：${one.erased_by}。`,
    `台账 ${one.ledger}，第 ${one.position} 条事件 ${one.event}，记录时间 ${one.recorded_at}。`,
    '依法继续保存（不再指向个人）：',
    ...stays('zh'),
    '',
    'Certificate of erasure',
    `The name, phone, address and own words of customer ${one.customer_no}${reports.length === 0 ? '' : `, and the informant of report ${reports.join(', ')},`} were erased on ${one.erased_on}: the keys and the secrets they were wrapped under are destroyed, and this person's data in the log and in every copy of its database can no longer be read.`,
    `Reason: ${one.reason}. Law: ${one.law}. By: ${one.erased_by}.`,
    `Ledger ${one.ledger}, event ${one.position} (${one.event}), recorded at ${one.recorded_at}.`,
    'Kept by law, naming nobody:',
    ...stays('en'),
    'Not reached: backups under a passphrase and evidence packages that were given away before. Both hold what they held.',
    '',
  ].join('\n');
}
