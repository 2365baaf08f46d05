import type { Role } from '../person.js';

/** What one role may do under a permission: everywhere, only in the regions of its holder, or only its own record. */
export type Grant = 'yes' | 'own';

export interface Permission {
  readonly en: string;
  readonly zh: string;
  /** Who may; roles left out may not. `own`: only what is about the customer whom the token names. Regions of a token always narrow what it may. */
  readonly roles: { readonly [R in Role]?: Grant };
  /** A purpose must be named (`X-Purpose`, `--purpose`), by everybody or by these roles. */
  readonly purpose?: 'everybody' | readonly Role[];
}

const permissions = <Names extends string>(all: Record<Names, Permission>): Readonly<Record<Names, Permission>> => all;

/**
 * The one table of permissions: permission × role. Every route (routes.ts), every command that records (commands.ts)
 * and every command of the command line (command-line.ts) names one of these. docs/permissions.md is written from it.
 */
export const PERMISSIONS = permissions({
  'read-rulebook': {
    en: 'read the rulebook, its editions and the calendar of closed days', zh: '查阅评分规则与日结日历',
    roles: { operator: 'yes', 'service-manager': 'yes', 'credit-officer': 'yes', approver: 'yes', auditor: 'yes', administrator: 'yes', customer: 'yes' },
  },
  'read-customer': {
    en: 'read a customer’s record, score, explanation and history', zh: '查阅客户档案、得分、说明与历史',
    roles: { operator: 'yes', 'credit-officer': 'yes', approver: 'yes', auditor: 'yes', customer: 'own' },
  },
  'read-person': {
    en: 'see a customer’s name, phone and address in the record', zh: '查看客户姓名、电话与地址',
    roles: { operator: 'yes', 'credit-officer': 'yes', auditor: 'yes', customer: 'own' },
    purpose: ['auditor'],
  },
  'read-informant': {
    en: 'see an informant’s identity, and a report’s reward where one is neither the informant nor the approver of the report', zh: '查看举报人身份及其奖分',
    roles: { auditor: 'yes' },
    purpose: 'everybody',
  },
  'read-events': {
    en: 'read the events of a customer as they were written', zh: '查阅客户的原始事件',
    roles: { 'credit-officer': 'yes', auditor: 'yes', customer: 'own' },
  },
  'read-lists': {
    en: 'read lists: scores, grades, arrears, coming changes', zh: '查阅各类清单',
    roles: { operator: 'yes', 'credit-officer': 'yes', approver: 'yes', auditor: 'yes' },
  },
  'read-decisions': {
    en: 'read ratings and objections', zh: '查阅信用等级评定与异议',
    roles: { operator: 'yes', 'credit-officer': 'yes', approver: 'yes', auditor: 'yes', customer: 'own' },
  },
  'export-scores': {
    en: 'take away the scores of everybody, hold them against outcomes, try another edition on everybody', zh: '导出全部得分、回测、规则影响分析',
    roles: { 'credit-officer': 'yes', auditor: 'yes' },
    purpose: 'everybody',
  },
  'judge-editions': {
    en: 'check whether an edition of the rulebook is sound', zh: '校验规则版本',
    roles: { 'credit-officer': 'yes', approver: 'yes', auditor: 'yes', administrator: 'yes' },
  },
  'read-access-log': {
    en: 'see who looked at a customer', zh: '查阅客户的查询记录',
    roles: { auditor: 'yes', customer: 'own' },
  },
  'record-facts': {
    en: 'record facts of daily business: customers, bills, payments, findings, incidents, cases, reports', zh: '登记日常业务事实',
    roles: { operator: 'yes', 'credit-officer': 'yes' },
  },
  'import-records': {
    en: 'import exchange files', zh: '导入交换文件',
    roles: { 'credit-officer': 'yes' },
  },
  'decide-facts': {
    en: 'confirm, withdraw, exempt, verify, correct: facts by which a customer is judged', zh: '确认、撤回、免除、核实与更正',
    roles: { 'credit-officer': 'yes' },
  },
  'propose-rating': {
    en: 'propose, issue and notify ratings; give notice of entries', zh: '提议、发布并告知信用等级',
    roles: { 'credit-officer': 'yes' },
  },
  approve: {
    en: 'approve or reject: ratings, field assessments, safety awards; answer objections', zh: '审批：信用等级、现场评价、安全奖励；答复异议',
    roles: { approver: 'yes' },
  },
  object: {
    en: 'object to a rating or an entry, put a statement beside it', zh: '提出异议或附上声明',
    roles: { operator: 'yes', 'credit-officer': 'yes', customer: 'own' },
  },
  'publish-rulebook': {
    en: 'publish an edition of the rulebook', zh: '发布规则版本',
    roles: { approver: 'yes' },
  },
  'close-days': {
    en: 'close a day', zh: '日结',
    roles: { 'credit-officer': 'yes', administrator: 'yes' },
  },
  'read-service': {
    en: 'see how the service does: read models, streams, lag, metrics, tokens of the local issuer', zh: '查看运行状况',
    roles: { operator: 'yes', 'service-manager': 'yes', auditor: 'yes', administrator: 'yes' },
  },
  'run-service': {
    en: 'run it: rebuild and pause read models, set up the database, start the service', zh: '运行维护',
    roles: { administrator: 'yes' },
  },
  'copy-log': {
    en: 'take a backup under a passphrase, and bring it back', zh: '备份与恢复',
    roles: { administrator: 'yes' },
  },
  audit: {
    en: 'check the log against its seals and the read models against the log', zh: '审计日志',
    roles: { auditor: 'yes', administrator: 'yes' },
  },
  'take-evidence': {
    en: 'take evidence away', zh: '导出证据',
    roles: { auditor: 'yes' },
    purpose: 'everybody',
  },
  erase: {
    en: 'erase a person', zh: '删除个人信息',
    roles: { administrator: 'yes' },
  },
  'read-questionnaires': {
    en: 'read questionnaires', zh: '查阅问卷',
    roles: { operator: 'yes', 'service-manager': 'yes', auditor: 'yes', administrator: 'yes' },
  },
  'read-satisfaction': {
    en: 'read satisfaction: indices, waves, the short plank', zh: '查阅满意度',
    roles: { operator: 'yes', 'service-manager': 'yes', auditor: 'yes' },
  },
  'run-surveys': {
    en: 'run surveys: questionnaires, waves, samples, invitations, measures', zh: '组织满意度调查',
    roles: { 'service-manager': 'yes' },
  },
  'ask-customers': {
    en: 'ask a customer by hand, enter the answers given at the hotline or on a visit, and see who was asked', zh: '人工邀请客户、录入热线或走访答卷、查看邀请情况',
    roles: { operator: 'yes', 'service-manager': 'yes' },
  },
  'send-messages': {
    en: 'fetch the links of surveys and the phone numbers they go to, in order to send them', zh: '提取问卷链接与手机号以供发送',
    roles: { gateway: 'yes' },
  },
  anybody: {
    en: 'nothing about anybody: the documentation, invented data, a file checked by itself', zh: '与任何人无关的内容',
    roles: { operator: 'yes', 'service-manager': 'yes', 'credit-officer': 'yes', approver: 'yes', auditor: 'yes', administrator: 'yes', customer: 'yes' },
  },
});

export type PermissionName = keyof typeof PERMISSIONS;
