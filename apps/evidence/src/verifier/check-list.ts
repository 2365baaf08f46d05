/** What can be said of one check. `not-checked` is never a pass: it says what was not looked at, and why. */
export type Status = 'pass' | 'fail' | 'not-checked';

/** Every check there is, in the order of the report, with what it is called. */
export const CHECKS = {
  container: { en: 'container: one layout, no foreign file', zh: '容器：唯一布局，无外来文件' },
  bag: { en: 'bag files (RFC 8493)', zh: 'BagIt 文件 (RFC 8493)' },
  manifest: { en: 'every file has its listed SHA-256', zh: '每个文件与清单的 SHA-256 相符' },
  signature: { en: 'manifest signed (DSSE)', zh: '清单签名 (DSSE)' },
  timestamp: { en: 'time-stamp (RFC 3161)', zh: '时间戳 (RFC 3161)' },
  description: { en: 'description of the package', zh: '包的描述' },
  keys: { en: 'keys: from the trusted one to its successors', zh: '密钥：由受信公钥至其后继' },
  checkpoint: { en: 'checkpoint signed by the log', zh: '日志签名的检查点' },
  consistency: { en: 'earlier checkpoints are beginnings of the latest', zh: '较早检查点是最新检查点的前缀' },
  events: { en: 'events: exact bytes, in order, well-formed', zh: '事件：原始字节、次序与格式' },
  inclusion: { en: 'every event stands in the log at its position', zh: '每条事件位于日志中其位置' },
  completeness: { en: 'nothing was left out', zh: '没有遗漏' },
  editions: { en: 'rulebook editions are those of the log', zh: '规则版本与日志一致' },
  scores: { en: 'scores recomputed from the events', zh: '由事件重新计算得分' },
  explanations: { en: 'explanations recomputed from the events', zh: '由事件重新得出说明' },
  decisions: { en: 'decisions rest on the recomputed scores', zh: '决定以重新计算的得分为依据' },
  confidential: { en: 'confidential entries', zh: '保密项' },
  statements: { en: 'customer’s statements', zh: '客户陈述' },
  reports: { en: 'reports for people (HTML, PDF)', zh: '供人阅读的报告 (HTML, PDF)' },
} as const;
export type CheckId = keyof typeof CHECKS;

/** One thing that was looked at. Details are sentences. */
export interface Check {
  readonly id: CheckId;
  readonly status: Status;
  readonly details: readonly string[];
}

const MOST_DETAILS = 20;

/** Collects what was found, check by check. A check that nothing was said of counts as not checked. */
export class CheckList {
  readonly #found = new Map<CheckId, { status: Status; details: string[]; more: number }>();

  pass(id: CheckId, detail?: string): void {
    this.#note(id, 'pass', detail);
  }

  fail(id: CheckId, detail: string): void {
    this.#note(id, 'fail', detail);
  }

  notChecked(id: CheckId, detail: string): void {
    this.#note(id, 'not-checked', detail);
  }

  /** Whether the check has failed so far. */
  failed(id: CheckId): boolean {
    return this.#found.get(id)?.status === 'fail';
  }

  /** Runs a part of the verification; what it throws is a finding, never a crash. */
  async attempt(id: CheckId, work: () => Promise<void> | void): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.fail(id, `It could not be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  list(): Check[] {
    return (Object.keys(CHECKS) as CheckId[]).map((id) => {
      const found = this.#found.get(id);
      if (!found) return { id, status: 'not-checked', details: ['What it needs could not be read.'] };
      return { id, status: found.status, details: found.more > 0 ? [...found.details, `and ${found.more} more`] : found.details };
    });
  }

  // The worst that was said stands: fail, then not checked, then pass.
  #note(id: CheckId, status: Status, detail?: string): void {
    const rank = { pass: 0, 'not-checked': 1, fail: 2 };
    const found = this.#found.get(id) ?? { status, details: [], more: 0 };
    if (rank[status] > rank[found.status]) {
      found.status = status;
      // What failed is told before what was well.
      if (status === 'fail') found.details = [];
    } else if (rank[status] < rank[found.status] && found.status === 'fail') return;
    if (detail !== undefined) {
      if (found.details.length < MOST_DETAILS) found.details.push(detail);
      else found.more++;
    }
    this.#found.set(id, found);
  }
}
