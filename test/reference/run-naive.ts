// The reference scorer on a folder of exchange files:
//   node apps/cli/bin/run.mjs test/reference/run-naive.ts FOLDER DAY OUT.csv
//   node apps/cli/bin/run.mjs test/reference/run-naive.ts FOLDER DAY --entries CUSTOMER
import { writeFileSync } from 'node:fs';
import { readFolder, scoresCsv } from './naive-csv.js';
import { entryTexts, naiveScore } from './naive-scorer.js';

const [folder, day, out, customerNo] = process.argv.slice(2);
const customers = readFolder(folder);
if (out === '--entries') {
  const facts = customers.find(({ customer }) => customer.customer_no === customerNo);
  const score = facts ? naiveScore(facts, day) : null;
  if (facts) process.stdout.write(scoresCsv([facts], day));
  if (score) console.table(entryTexts(score));
  else console.log('unknown customer, or not open on that day');
} else writeFileSync(out, scoresCsv(customers, day));
