import type { JsonObject } from '#platform/kernel/canonical-json.js';
import type { Value } from './column-type.js';
import type { RecordKind, Row } from './record-kind.js';

/**
 * The payload of the event that records a row: its columns by name without later days and empty ones, money as
 * `<name>_fen`, personal columns as one `personal_hash` (a part per column, '' for an empty one). Whoever writes the
 * event adds `personal`, sealed.
 */
export function mainPayload(kind: RecordKind, row: Row): JsonObject {
  const payload: JsonObject = { customer_no: row.customerNo };
  const hash: string[] = [];
  for (let at = 0; at < kind.columns.length; at++) {
    const column = kind.columns[at];
    const value = row.values[at];
    if (column.personal) hash.push((value as string | null) ?? '');
    else if (value !== null && column.need !== 'later') setValue(payload, column.name, column.type.name, value);
  }
  if (hash.length > 0) payload.personal_hash = hash.join('.');
  return payload;
}

/** The payload of the event that records changed columns: only those, personal ones as one whole. */
export function changePayload(kind: RecordKind, row: Row, changed: readonly number[], known: readonly Value[]): JsonObject {
  const payload: JsonObject = { customer_no: row.customerNo };
  const personal = changed.some((at) => kind.columns[at].personal);
  for (const at of changed) {
    const column = kind.columns[at];
    if (!column.personal) setValue(payload, column.name, column.type.name, row.values[at]);
  }
  if (personal) {
    const parts = kind.columns.flatMap((column, at) => (column.personal ? [(row.values[at] ?? known[at] ?? '') as string] : []));
    payload.personal_hash = parts.join('.');
  }
  return payload;
}

function setValue(payload: JsonObject, name: string, type: string, value: Value): void {
  if (type === 'money') payload[`${name}_fen`] = String(value);
  else payload[name] = value;
}
