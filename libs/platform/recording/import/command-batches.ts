import { MAX_APPEND_BYTES } from '#platform/event-store/event-store.js';
import type { RecordKind } from '../record-kind.js';
import { columnIndex } from '../record-kind.js';
import type { StagedRow } from './staged-rows.js';

/** The most rows one command takes: what it decides over stays small, and its events stay far below an append's share of numbers. */
const MOST_ROWS = 1000;
/** Estimates may be wrong by so much. */
const MOST_BYTES = MAX_APPEND_BYTES * 0.8;
/** Envelope, field names and COPY of one event, without its values. */
const BYTES_PER_EVENT = 700;

/**
 * The rows of one customer and room in as few commands as hold them. Rows that have to be decided together stay
 * together and in the order of dependence: a bill before its payments, a payment with its return.
 */
export function commandBatches(rows: readonly StagedRow[]): StagedRow[][] {
  let total = 0;
  for (const row of rows) total += estimatedBytes(row);
  if (rows.length <= MOST_ROWS && total <= MOST_BYTES) return [[...rows]];
  const batches: StagedRow[][] = [];
  let batch: StagedRow[] = [];
  let bytes = 0;
  for (const unit of units(rows)) {
    const size = unit.reduce((sum, row) => sum + estimatedBytes(row), 0);
    if (batch.length > 0 && (batch.length + unit.length > MOST_ROWS || bytes + size > MOST_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(...unit);
    bytes += size;
  }
  return [...batches, batch];
}

// A value takes at most three bytes a character in UTF-8 and six where JSON escapes it, and may stand in two events.
function estimatedBytes(row: StagedRow): number {
  const events = 1 + row.kind.columns.filter((column) => column.need === 'later').length;
  return events * (BYTES_PER_EVENT + 8 * row.customerNo.length) + 4 * row.size;
}

/**
 * Rows that may not be apart (those of one number, and a return with its payment), ordered: records that others refer
 * to first, then what was returned, as a payment that was returned makes room for the one that replaces it.
 */
function units(rows: readonly StagedRow[]): StagedRow[][] {
  const found = new Map<string, { rows: StagedRow[]; depth: number; paired: boolean; group: string }>();
  const owner = new Map<string, string>();
  for (const row of rows) if (!sharesNumber(row.kind)) owner.set(`${row.kind.kind}:${row.number}`, referred(row) ?? row.number);
  for (const row of rows) {
    const { refers } = row.kind;
    const shares = sharesNumber(row.kind);
    const key = `${shares ? refers?.kind : row.kind.kind}:${row.number}`;
    const unit = found.get(key);
    if (unit) {
      unit.rows.push(row);
      unit.paired ||= shares;
    } else found.set(key, { rows: [row], depth: depth(row.kind), paired: shares, group: owner.get(key) ?? '' });
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...found]
    .sort(([ka, a], [kb, b]) => order(a.group, b.group) || a.depth - b.depth || Number(b.paired) - Number(a.paired) || order(ka, kb))
    .map(([, unit]) => unit.rows);
}

const sharesNumber = (kind: RecordKind): boolean => kind.refers?.column === kind.number;
const depth = (kind: RecordKind): number => (kind.refers ? 1 : 0);
const referred = (row: StagedRow): string | null => (row.kind.refers ? (row.values[columnIndex(row.kind, row.kind.refers.column)] as string) : null);
