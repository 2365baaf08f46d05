import { createReadStream, existsSync, mkdirSync, openSync, closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

const FILES = ['customers', 'bills', 'payments'] as const;
/** Columns that hold a number, by file, in the order of the arrears folder. */
const NUMBERED: Record<(typeof FILES)[number], readonly number[]> = { customers: [0], bills: [0, 1], payments: [0, 1, 2] };

/**
 * Writes an arrears folder of another size with the same habits: `times` copies of it under other numbers, or, below 1,
 * the first customers of it. Returns the number of rows.
 */
export async function replicateFolder(from: string, to: string, times: number): Promise<number> {
  mkdirSync(to, { recursive: true });
  let rows = 0;
  let last = '';
  for (const name of FILES) {
    const path = [join(from, `${name}.csv.gz`), join(from, `${name}.csv`)].find(existsSync)!;
    const out = openSync(join(to, `${name}.csv`), 'w');
    const input = createReadStream(path);
    const lines = createInterface({ input: path.endsWith('.gz') ? input.pipe(createGunzip()) : input, crlfDelay: Infinity });
    const all: string[] = [];
    let heading = '';
    for await (const line of lines) {
      if (heading === '') heading = line;
      else all.push(line);
    }
    if (name === 'customers') last = times < 1 ? all.map((line) => line.split(',')[0]).sort()[Math.floor(all.length * times)] : '';
    writeSync(out, `${heading}\n`);
    let block = '';
    for (let copy = 0; copy < Math.max(1, times); copy++) {
      for (const line of all) {
        const cells = line.split(',');
        if (last !== '' && cells[name === 'customers' ? 0 : 1] >= last) continue;
        rows++;
        block += `${(copy === 0 ? cells : cells.map((cell, i) => (NUMBERED[name].includes(i) ? `${cell}-${copy}` : cell))).join(',')}\n`;
        if (block.length > 1 << 20) {
          writeSync(out, block);
          block = '';
        }
      }
    }
    writeSync(out, block);
    closeSync(out);
  }
  return rows;
}
