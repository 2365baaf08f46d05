import { LogRecords, type RecordEvent } from '#platform/event-store/log-record.js';
import type { CaseFile } from '../case-file/case-file.js';
import { foldCaseFile, type CreditFact } from '../case-file/fold-case-file.js';
import { caseFileLine } from './ledger-lines.js';

/** What is made of the records of some customers. */
export interface Folded {
  /** Case files, as lines for COPY into their table. */
  readonly files: Uint8Array;
  /** The records of customers of whom an event was not read. */
  readonly left: Uint8Array;
}

/**
 * Folds the events of each customer once. `read` gives the event of the record that it is shown, or null, which leaves
 * that customer to somebody else.
 */
export function foldRecords(bytes: Buffer, read: (records: LogRecords) => RecordEvent | null): Folded {
  const records = new LogRecords(bytes);
  let files = '';
  const left: Uint8Array[] = [];
  for (const places of placesByCustomer(records)) {
    const file = foldPlaces(records, places, read);
    if (file) files += caseFileLine(file);
    else for (const place of places) if (records.at(place)) left.push(bytes.subarray(records.start, records.end));
  }
  return { files: encoder.encode(files), left: new Uint8Array(Buffer.concat(left)) };
}

/** Where the records of each customer begin, in the order of the log. */
function placesByCustomer(records: LogRecords): Iterable<number[]> {
  const byName = new Map<string, { readonly places: number[]; last: number; sorted: boolean }>();
  while (records.next()) {
    const name = records.customer();
    if (!name) throw new Error(`the event at position ${records.position}, on which a score rests, concerns no customer`);
    const key = records.text.slice(name.from, name.to);
    const known = byName.get(key);
    if (!known) byName.set(key, { places: [records.start], last: records.position, sorted: true });
    else {
      known.places.push(records.start);
      // Bulk reading promises the log's order only by and large.
      known.sorted &&= records.position > known.last;
      known.last = records.position;
    }
  }
  const position = (place: number): number => (records.at(place), records.position);
  return Array.from(byName.values(), ({ places, sorted }) => (sorted ? places : places.sort((a, b) => position(a) - position(b))));
}

function foldPlaces(records: LogRecords, places: readonly number[], read: (records: LogRecords) => RecordEvent | null): CaseFile | null {
  let file: CaseFile | null = null;
  for (const place of places) {
    records.at(place);
    const event = read(records);
    if (!event) return null;
    file ??= { customerNo: event.customer!, facts: {} };
    foldCaseFile(file, { type: event.type, payload: event.payload } as unknown as CreditFact, { id: event.id, position: records.position });
  }
  return file;
}

const encoder = new TextEncoder();
