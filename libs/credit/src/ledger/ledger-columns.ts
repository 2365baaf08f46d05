import type { LedgerRow } from './ledger-row.js';

/** The columns of the ledger's table, in their order, with the types of the database. */
export const LEDGER_COLUMNS: readonly { name: keyof LedgerRow; type: string }[] = [
  { name: 'customer_no', type: 'text' }, { name: 'customer_class', type: 'text' }, { name: 'region', type: 'text' }, { name: 'segment', type: 'text' },
  { name: 'opened_on', type: 'date' }, { name: 'closed_on', type: 'date' }, { name: 'edition', type: 'text' },
  { name: 'com', type: 'numeric' }, { name: 'saf', type: 'numeric' }, { name: 'law', type: 'numeric' }, { name: 'coo', type: 'numeric' },
  { name: 'ops', type: 'numeric' }, { name: 'dev', type: 'numeric' }, { name: 'total', type: 'numeric' }, { name: 'grade', type: 'text' },
  { name: 'veto', type: 'text' }, { name: 'provisional', type: 'boolean' }, { name: 'next_change_on', type: 'date' }, { name: 'wake_on', type: 'date' },
  { name: 'open_arrears_count', type: 'integer' }, { name: 'open_arrears_fen', type: 'bigint' }, { name: 'oldest_due_on', type: 'date' },
  { name: 'detail', type: 'text' },
];
