// Cuts the bundled sample out of the full arrears records:
//   node apps/cli/sample/take-sample.mjs FOLDER OUTCOMES.csv.gz [COUNT]
// The first COUNT customers with their bills and payments go to apps/cli/sample/arrears, their outcomes beside it.
// Fields of these files hold no commas and no quotes, so a line is split where the commas are.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const [folder, outcomes, count = '1500'] = process.argv.slice(2);
if (!folder || !outcomes) {
  console.error('usage: node take-sample.mjs FOLDER OUTCOMES.csv.gz [COUNT]');
  process.exit(2);
}
const sample = dirname(fileURLToPath(import.meta.url));

const linesOf = (path) => gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
const kept = new Set();

function take(path, target, isKept) {
  const [header, ...lines] = linesOf(path);
  if (header.includes('"') || lines.some((line) => line.includes('"'))) throw new Error(`${path} has quoted fields`);
  const customer = header.split(',').indexOf('customer_no');
  const chosen = lines.filter((line, at) => isKept(line.split(',')[customer], at));
  const text = `${[header, ...chosen].join('\n')}\n`;
  const bytes = target.endsWith('.gz') ? gzipSync(text, { level: 9 }) : Buffer.from(text);
  // The byte that names the operating system: 255, unknown.
  if (target.endsWith('.gz')) bytes[9] = 255;
  writeFileSync(join(sample, target), bytes);
  console.log(`${target}: ${chosen.length} rows, ${bytes.length} bytes`);
}

take(join(folder, 'customers.csv.gz'), 'arrears/customers.csv.gz', (customer, at) => at < Number(count) && kept.add(customer));
take(join(folder, 'bills.csv.gz'), 'arrears/bills.csv.gz', (customer) => kept.has(customer));
take(join(folder, 'payments.csv.gz'), 'arrears/payments.csv.gz', (customer) => kept.has(customer));
take(outcomes, 'arrears-outcomes.csv', (customer) => kept.has(customer));
