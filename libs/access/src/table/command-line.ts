import type { PermissionName } from './permissions.js';

/** A command of the command line: what it takes, and what the access log says of it if it shows anything of a person. */
export interface CommandLineEntry {
  /** `record`: as the command that is given says (commands.ts). */
  readonly permission: PermissionName | 'record';
  readonly look?: string;
}

const takes = (permission: PermissionName | 'record', look?: string): CommandLineEntry => ({ permission, look });

/** Every command of `npx gridledger`, by its words. One that is missing here is refused to everybody. */
export const COMMAND_LINE: Readonly<Record<string, CommandLineEntry>> = {
  'import': takes('import-records'),
  'record': takes('record'),
  'close-day': takes('record'),

  'scores': takes('export-scores', 'score-file'),
  'explain': takes('read-customer', 'explanation'),
  'history': takes('read-customer', 'history'),
  'customers': takes('read-lists', 'list'),
  'arrears': takes('read-lists', 'list'),
  'changes': takes('read-lists', 'list'),
  'backtest': takes('export-scores', 'backtest'),
  'access-log': takes('read-access-log', 'access-log'),

  'rulebook list': takes('read-rulebook'),
  'rulebook show': takes('read-rulebook'),
  'rulebook validate': takes('judge-editions'),
  'rulebook publish': takes('record'),
  'rulebook impact': takes('export-scores', 'impact'),

  'ratings list': takes('read-decisions', 'ratings'),
  'ratings show': takes('read-decisions', 'rating'),
  'ratings propose': takes('record'),
  'ratings approve': takes('record'),
  'ratings reject': takes('record'),
  'ratings withdraw': takes('record'),
  'ratings issue': takes('record'),
  'ratings notify': takes('record'),
  'ratings object': takes('record'),
  'ratings uphold': takes('record'),
  'ratings correct': takes('record'),
  'objections list': takes('read-decisions', 'objections'),
  'objections notify': takes('record'),
  'objections object': takes('record'),
  'objections answer': takes('record'),
  'objections statement': takes('record'),

  'survey list': takes('read-questionnaires'),
  'survey show': takes('read-questionnaires'),
  'survey publish': takes('record'),
  'survey import': takes('run-surveys'),
  'survey wave': takes('record'),
  'survey waves': takes('read-satisfaction'),
  'survey measures': takes('read-satisfaction'),
  'satisfaction': takes('read-satisfaction'),
  'satisfaction model': takes('read-satisfaction'),
  'satisfaction short-plank': takes('read-satisfaction'),
  'satisfaction themes': takes('read-satisfaction'),

  'audit': takes('audit'),
  'evidence key': takes('anybody'),
  'evidence checkpoint': takes('audit'),
  'evidence rotate-key': takes('run-service'),
  'evidence export': takes('take-evidence', 'evidence'),
  'evidence verify': takes('anybody'),
  'evidence verifier': takes('anybody'),
  'erase': takes('erase'),
  'erasures lift': takes('erase'),
  'erasures verify': takes('anybody'),
  'keys rotate-master': takes('run-service'),

  'survey invite': takes('record'),
  'survey invitations': takes('ask-customers', 'survey-invitations'),
  'survey answer': takes('ask-customers'),
  'survey messages take': takes('send-messages', 'survey-messages'),
  'survey messages sent': takes('send-messages'),

  'projections': takes('read-service'),
  'projections list': takes('read-service'),
  'projections parked': takes('read-service'),
  'projections rebuild': takes('run-service'),
  'projections pause': takes('run-service'),
  'projections resume': takes('run-service'),
  'projections retry': takes('run-service'),
  'streams read': takes('read-events'),
  'streams stats': takes('read-service'),
  'database roles': takes('run-service'),
  'backup': takes('copy-log'),
  'restore': takes('copy-log'),
  'serve': takes('run-service'),
  'token': takes('run-service'),
  'simulate': takes('anybody'),
  'demo': takes('anybody'),
};
