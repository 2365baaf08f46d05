import type { DecidedEvent } from '../working.js';
import type { Claim } from './documents.js';

/**
 * The numbers that events take into use. A customer has a stream of its own, and a return or an exemption is numbered by
 * the record it refers to: neither needs a claim.
 */
export function claimsOf(decided: readonly DecidedEvent[]): Claim[] {
  const claims: Claim[] = [];
  for (const { event, row } of decided) {
    const { kind } = row;
    const opens = event.type === kind.event || event.payload.replaces !== undefined;
    if (opens && numberedByItself(kind)) claims.push({ kind: kind.kind, number: row.number, customerNo: row.customerNo });
  }
  return claims;
}

export function numberedByItself(kind: DecidedEvent['row']['kind']): boolean {
  return kind.number !== 'customer_no' && kind.refers?.column !== kind.number;
}
