import type { Language } from '#credit/explaining/explanation.js';

interface Labels {
  asOf: string; knownAsOf: string; position: string; edition: string; opened: string; closed: string;
  total: string; grade: string; veto: string; provisional: string; stale: string;
  category: string; full: string; deductions: string; rewards: string; limit: string; value: string;
  entries: string; none: string; superseded: string; notApplied: string; withoutEffect: string; voided: string;
  nextChange: string; nothingAhead: string; nextGrade: string; best: string;
  open: string; facts: string; more: string; basis: string; statusD: string; disputed: string; statement: string; confidential: string; omitted: string; late: string;
  recorded: string; occurred: string; document: string; event: string; clause: string; arithmetic: string; outlook: string; objection: string; source: string; status: string; exact: string; hint: string; allLate: string; from: string; until: string;
}

/** The words around an explanation on a terminal. */
export const LABELS: Readonly<Record<Language, Labels>> = {
  en: {
    asOf: 'as of', knownAsOf: 'known as of', position: 'position', edition: 'edition', opened: 'opened', closed: 'closed',
    total: 'total', grade: 'grade', veto: 'veto', provisional: 'provisional through', stale: 'stale',
    category: 'category', full: 'full', deductions: 'deductions', rewards: 'rewards', limit: 'taken by limit', value: 'value',
    entries: 'What counts', none: 'Nothing.', superseded: 'Steps replaced by a higher one', notApplied: 'What was looked at and did not apply',
    withoutEffect: 'On record without effect', voided: 'Entered in error or replaced',
    nextChange: 'Next change by time alone', nothingAhead: 'Nothing changes by the passing of time alone.', nextGrade: 'Next better grade', best: 'There is no better grade.',
    open: 'open', facts: 'rests on', more: 'more', basis: 'values', statusD: 'our decision (D)', disputed: 'disputed', statement: 'the customer’s statement', confidential: 'informant confidential', omitted: 'confidential entries omitted', late: 'recorded later',
    recorded: 'recorded at', occurred: 'occurred', document: 'document', event: 'event', clause: 'clause', arithmetic: 'arithmetic', outlook: 'outlook', objection: 'objection', source: 'source', status: 'status', exact: 'exactly',
    allLate: 'every fact was recorded after that day',
    hint: '--entry ID shows one entry with every event, --json everything.', from: 'from', until: 'until',
  },
  zh: {
    asOf: '评价日', knownAsOf: '截至记录时间', position: '日志位置', edition: '规则版本', opened: '开户', closed: '销户',
    total: '总分', grade: '等级', veto: '一票否决', provisional: '暂定评分至', stale: '已过期',
    category: '信用指标', full: '满分', deductions: '扣分', rewards: '奖分', limit: '限额截去', value: '得分',
    entries: '计分事项', none: '无。', superseded: '被更高一档取代', notApplied: '已审查而不适用的规则',
    withoutEffect: '有记录而不计分', voided: '录入错误或已被取代的记录',
    nextChange: '仅凭时间推移的下一次变化', nothingAhead: '仅凭时间推移不会有变化。', nextGrade: '更高一级', best: '已是最高等级。',
    open: '未终止', facts: '依据', more: '项略', basis: '参数', statusD: '本方规定（D）', disputed: '有异议', statement: '客户本人声明', confidential: '举报人保密', omitted: '保密事项已略', late: '事后补录',
    recorded: '记录时间', occurred: '发生日', document: '单号', event: '事件', clause: '条款', arithmetic: '计算', outlook: '展望', objection: '异议', source: '来源', status: '性质', exact: '精确值',
    allLate: '全部事实均在该日之后补录',
    hint: '--entry 编号 查看单项全部事件，--json 输出全部内容。', from: '自', until: '至',
  },
};
