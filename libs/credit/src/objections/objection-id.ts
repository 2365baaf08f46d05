import { createHash } from 'node:crypto';

// Entry ids hold document numbers, which may hold anything: a digest keeps the names of streams short and unambiguous.
const digest = (customerNo: string, entryId: string): string => createHash('sha256').update(JSON.stringify([customerNo, entryId])).digest('hex').slice(0, 16);

/** The stream of what is said about one entry of one customer. */
export const entryStream = (customerNo: string, entryId: string): string => `entry-${customerNo}-${digest(customerNo, entryId)}`;

/** `O-<customer_no>-<16 hex digits of the entry>-<n>`, n = 1, 2 … for the objections to one entry. */
export const objectionId = (customerNo: string, entryId: string, n: number): string => `O-${customerNo}-${digest(customerNo, entryId)}-${n}`;

/** The stream in which an objection stands, or null if the text is no objection's id. */
export function streamOfObjection(id: string): string | null {
  const parts = /^O-(.+)-([0-9a-f]{16})-[1-9]\d{0,5}$/s.exec(id);
  return parts && `entry-${parts[1]}-${parts[2]}`;
}
