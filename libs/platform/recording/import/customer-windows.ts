import type { RecordKind } from '../record-kind.js';
import type { StagedRow, StagedRows } from './staged-rows.js';
import type { Staging } from './staging.js';

const CUSTOMERS = 1000;
const ROWS = 40_000;

/** Everything that an import says about one customer. */
export interface ImportedCustomer {
  readonly customerNo: string;
  readonly rows: StagedRow[];
  /** `kind:number` of rows that could not be read. */
  readonly unreadable: Set<string>;
}

/** The staged rows customer by customer, some hundred customers at a time. */
export async function* customerWindows(staging: Staging, rows: StagedRows, kinds: ReadonlyMap<string, RecordKind>): AsyncGenerator<ImportedCustomer[]> {
  let window: ImportedCustomer[] = [];
  let held = 0;
  let current = { customerNo: '', rows: [], unreadable: new Set<string>() } as ImportedCustomer;
  for await (const block of staging.rows()) {
    for (const [kindName, customerNo, line, cells, more] of block) {
      if (current.customerNo !== customerNo) {
        if (window.length >= CUSTOMERS || held >= ROWS) {
          yield window;
          window = [];
          held = 0;
        }
        current = { customerNo, rows: [], unreadable: new Set() };
        window.push(current);
      }
      const kind = kinds.get(kindName) as RecordKind;
      held++;
      if (cells === null) current.unreadable.add(`${kindName}:${more}`);
      else current.rows.push(rows.read(kind, customerNo, line, cells, more));
    }
  }
  if (window.length > 0) yield window;
}
