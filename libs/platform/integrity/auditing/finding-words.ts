import type { Finding, FindingCode } from './finding.js';

export type AuditLanguage = 'en' | 'zh';

/** How a code is told: a sentence in each language, made of the finding's parts. */
type Words = (finding: Finding) => readonly [en: string, zh: string];

const places = ({ position, last, count }: Finding): [string, string] =>
  last !== null && last !== position ? [`events ${position} to ${last}${count > 1 && count !== last - position! + 1 ? ` (${count} of them)` : ''}`, `第 ${position} 至 ${last} 条事件${count > 1 && count !== last - position! + 1 ? `（共 ${count} 条）` : ''}`] : [`event ${position}`, `第 ${position} 条事件`];
const at = (en: (place: string, finding: Finding) => string, zh: (place: string, finding: Finding) => string): Words => (finding) => {
  const [one, other] = places(finding);
  return [en(one, finding), zh(other, finding)];
};

const WORDS: Readonly<Record<FindingCode, Words>> = {
  altered: at((p) => `${p}: not what was sealed there. Envelope, payload, recorded time or position was changed.`, (p) => `${p}：与封存内容不符，信封、内容、记录时间或位置被改动。`),
  missing: at((p) => `${p}: missing. What was sealed there is gone from the log.`, (p) => `${p}：缺失，封存过的内容已不在日志中。`),
  inserted: at((p) => `${p}: put in. It was never sealed, and those behind it have moved down.`, (p) => `${p}：事后插入，从未封存，其后事件顺移。`),
  exchanged: ({ position, last }) => [`events ${position} and ${last}: exchanged. Each stands at the other's place.`, `第 ${position} 条与第 ${last} 条事件互换了位置。`],
  moved: at((p) => `${p}: moved. They were sealed at other places nearby.`, (p) => `${p}：被移动，封存时在附近的其他位置。`),
  truncated: at((p) => `${p}: cut off. The log ends before them, and they were sealed.`, (p) => `${p}：被截断，日志在此之前结束，而这些事件已封存。`),
  'gap-in-positions': ({ expected, found }) => [`position ${found} comes where ${expected} is due: positions are given out one after the other, once.`, `应为位置 ${expected}，却是 ${found}：位置应连续且不重复。`],
  'event-row-missing': at((p) => `${p}: the place is there, its event is gone from the table of events.`, (p) => `${p}：位置尚在，事件行已不存在。`),
  'hidden-event': ({ count }) => [`${count} events lie in the table of events without a place in the log: nobody reads them.`, `事件表中有 ${count} 条事件在日志中没有位置，无人能读到。`],
  'store-refuses': ({ position, found }) => [`the store does not give event ${position} out; nothing behind it was checked. ${found}`, `存储无法给出第 ${position} 条事件，其后未检查。${found}`],
  'harmed-stream': ({ about, found }) => [`stream ${about}: ${found}. The store may no longer hold all of it.`, `流 ${about}：${found}。存储可能已不完整。`],
  'time-goes-back': at((p, f) => `${p}: recorded at ${f.found}, before the event ahead of it (${f.expected}).`, (p, f) => `${p}：记录时间 ${f.found} 早于前一条（${f.expected}）。`),
  'time-malformed': at((p, f) => `${p}: '${f.found}' is no recorded time.`, (p, f) => `${p}：“${f.found}”不是记录时间。`),
  'envelope-unreadable': at((p, f) => `${p}: its ${f.about} cannot be read.`, (p, f) => `${p}：${f.about === 'payload' ? '内容' : '信封'}无法读取。`),
  'column-differs': at((p, f) => `${p}: the column ${f.about} says '${f.found}', the envelope '${f.expected}'.`, (p, f) => `${p}：列 ${f.about} 为“${f.found}”，信封为“${f.expected}”。`),
  'not-canonical': at((p, f) => `${p}: its ${f.about} is not in the one form (RFC 8785) in which it is written.`, (p, f) => `${p}：${f.about === 'payload' ? '内容' : '信封'}不是规范形式（RFC 8785）。`),
  'revision-gap': at((p, f) => `${p}: revision ${f.found} of stream ${f.about}, where ${f.expected} is due.`, (p, f) => `${p}：流 ${f.about} 的版本 ${f.found}，应为 ${f.expected}。`),
  'sealed-leaf-altered': at((p) => `${p}: the kept leaf was changed. The events are those that were signed.`, (p) => `${p}：保存的叶子被改动，事件本身与签名一致。`),
  'sealed-run-broken': ({ position, expected, found }) => [`the kept leaves are broken from event ${position} on: expected ${expected}, found ${found}.`, `保存的叶子自第 ${position} 条起不完整：应为 ${expected}，实为 ${found}。`],
  'sealed-node-altered': ({ position, count }) => [`${count} kept nodes of the tree${position === null ? '' : `, the first over event ${position} and those behind it,`} are not what the leaves make of them.`, `保存的树节点有 ${count} 个与叶子不符${position === null ? '' : `，首个始于第 ${position} 条`}。`],
  'map-altered': ({ count, expected, found }) => [`${count} entries of the kept map are not those of the latest checkpoint: expected ${expected ?? 'none'}, found ${found ?? 'none'}.`, `保存的客户映射有 ${count} 项与最新检查点不符：应为 ${expected ?? '无'}，实为 ${found ?? '无'}。`],
  'checkpoint-unreadable': ({ about }) => [`a checkpoint in ${about} is damaged: it is not in the one form that there is.`, `${about} 中的检查点已损坏。`],
  'checkpoint-not-ours': ({ position, about, count }) => [`${count === 1 ? 'a checkpoint' : `${count} checkpoints`} of ${position} events in ${about}: not signed by the trusted key or its successors, or of another log.`, `${about} 中有 ${count} 个检查点（${position} 条事件）不是由可信密钥或其继任者签名，或属于另一日志。`],
  'checkpoint-beyond-log': ({ about, last, found }) => [`the log ends at event ${found}, and a checkpoint in ${about} was signed of ${last} events: the log was cut short or rolled back.`, `日志止于第 ${found} 条，而 ${about} 中的检查点签名了 ${last} 条：日志被截断或回滚。`],
  'checkpoint-contradicts-log': ({ position, last, about }) => [`the checkpoint of ${last} events in ${about} is not of this log: something in events ${position} to ${last} was changed after it was signed.`, `${about} 中 ${last} 条事件的检查点与日志不符：第 ${position} 至 ${last} 条中有签名后被改动者。`],
  'map-contradicts-log': ({ position, about }) => [`the checkpoint of ${position} events in ${about} signs a map of customers that the events do not make.`, `${about} 中 ${position} 条事件的检查点所签客户映射与事件不符。`],
  'checkpoints-contradict': ({ position, about }) => [`two signed checkpoints of ${position} events contradict each other (${about}): the key signed two histories.`, `同为 ${position} 条事件的两个签名检查点互相矛盾（${about}）：密钥为两段历史签过名。`],
  'checkpoint-gone': ({ position, about, count }) => [`${count === 1 ? 'a checkpoint' : `${count} checkpoints, the first`} of ${position} events, which ${about} holds, ${count === 1 ? 'is' : 'are'} gone from the database.`, `${about} 所持 ${position} 条事件的检查点（共 ${count} 个）已从数据库消失。`],
  'witness-lacks-checkpoint': ({ count }) => [`${count} checkpoints of the database are not among those given.`, `数据库中有 ${count} 个检查点不在所给之列。`],
  'read-model-differs': ({ about, expected, found }) => [`read model ${about} is not what the log makes of it: ${expected} by the log, ${found} in the tables.`, `读模型 ${about} 与日志推算不符：应为 ${expected}，实为 ${found}。`],
  'read-model-behind': ({ about, expected, found }) => [`read model ${about} stands at ${found} of ${expected} and was not compared.`, `读模型 ${about} 位于 ${found}/${expected}，未比较。`],
  'nothing-sealed': ({ count }) => [`none of the ${count} events was ever sealed: whether they were changed cannot be known. Run \`npx gridledger evidence checkpoint\`.`, `${count} 条事件从未封存，无法得知是否被改动。请运行 \`npx gridledger evidence checkpoint\`。`],
  'not-signed-yet': ({ count, position }) => [`not checked against a signature: the ${count} events from ${position} on are sealed and not signed yet.`, `未对照签名：自第 ${position} 条起 ${count} 条已封存、尚未签名。`],
  'not-sealed-yet': ({ count, position }) => [`not checked against the tree: the ${count} events from ${position} on are not sealed yet.`, `未对照哈希树：自第 ${position} 条起 ${count} 条尚未封存。`],
  'no-witness': () => ['not checked: checkpoints that others hold. Whoever owns database and signing key can make both anew; only a copy elsewhere shows that. Give it with --checkpoints.', '未检查：他人所持检查点。同时掌握数据库与签名密钥者可全部重造，唯有外部副本能揭示；请用 --checkpoints 给出。'],
  'read-models-not-checked': () => ['not checked: the read models.', '未检查：读模型。'],
  'map-not-checked': () => ['not checked: the map of customers, because events are not what was sealed.', '未检查：客户映射，因为事件与封存不符。'],
  'not-covered': () => ['not checked, because the log does not carry them: keys of personal data, numbers of documents (rebuilt from the log), settings.', '未检查（日志不含）：个人信息密钥、单据编号（可由日志重建）、设置。'],
};

/** A finding as a sentence. */
export function findingWords(finding: Finding, language: AuditLanguage): string {
  return WORDS[finding.code](finding)[language === 'en' ? 0 : 1];
}
