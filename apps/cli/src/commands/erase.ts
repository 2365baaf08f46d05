import { resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readCertificate } from '#erasure/certificate.js';
import { Erasures } from '#erasure/erasures.js';
import { inTheNameOf } from '#platform/deciding/person-behind.js';
import { refuse } from '#platform/deciding/refusal.js';
import { parseVerifierKey } from '#platform/integrity/proof/verifier-key.js';
import { acting, type ActingOptions } from '../acting.js';
import type { OpenApp } from '../open-app.js';
import { writeFileWhole } from '../write-file-whole.js';

interface EraseOptions extends ActingOptions {
  reason: string;
  out?: string;
  restrict?: boolean;
  json?: boolean;
}

export function register(program: Command, open: OpenApp): void {
  program
    .command('erase <customer>')
    .description('erases a person for good (PIPL 47): name, phone, address, own words, informants of the customer’s reports; the points stay')
    .requiredOption('--reason <text>', 'why, in words that do not name the person; it stays in the log')
    .option('--out <file>', 'where the signed certificate goes (default: printed)')
    .option('--restrict', 'where law forbids erasing for now: store and protect only, until it can be done')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .option('--json', 'as JSON')
    .action(async (customerNo: string, { reason, out, restrict, json }: EraseOptions) => {
      const { person } = acting();
      const done = await (await open()).get(Erasures).erase({ customerNo, reason, restrict, actor: inTheNameOf(person.subject, person.actingAs) });
      if ('certificate' in done && out !== undefined) await writeFileWhole(resolve(out), async (file) => void file.write(done.certificate));
      if (json) return void process.stdout.write(`${JSON.stringify({ customer_no: customerNo, ...done }, null, 2)}\n`);
      if ('keeps' in done) {
        process.stdout.write(`Customer ${customerNo} is restricted${done.outcome === 'restricted-before' ? ' already' : ''} / 已限制处理: erase again when this has fallen away:\n${done.keeps.map(({ en, zh, law }) => `  - ${en} (${law}) / ${zh}\n`).join('')}`);
        return;
      }
      if (!('certificate' in done)) return;
      process.stderr.write(`Customer ${customerNo} ${done.outcome === 'erased' ? 'is erased' : 'was erased before'} / 已删除: ${done.subjects.join(', ')}.\n`);
      process.stdout.write(out === undefined ? done.certificate : `${resolve(out)}\n`);
    });

  const erasures = program.command('erasures').description('restrictions that are lifted, certificates that are checked');
  erasures
    .command('lift <customer>')
    .description('gives a restricted person’s data back to daily work')
    .requiredOption('--reason <text>', 'why, in words that do not name the person; it stays in the log')
    .option('--acting-as <name>', 'in whose name (recorded beside your own; not with a token)')
    .action(async (customerNo: string, { reason }: EraseOptions) => {
      const { person } = acting();
      await (await open()).get(Erasures).lift({ customerNo, reason, actor: inTheNameOf(person.subject, person.actingAs) });
      process.stdout.write(`Customer ${customerNo} is not restricted any more / 限制已解除.\n`);
    });
  erasures
    .command('verify <certificate>')
    .description('checks a certificate of erasure against the ledger’s public key, without the ledger')
    .requiredOption('--key <key>', 'the line that `evidence key` prints')
    .option('--json', 'what the certificate says, as JSON')
    .action(async (file: string, { key: line, json }: { key: string; json?: boolean }) => {
      const key = parseVerifierKey(line.trim());
      if (!key) throw refuse('unusable-key', '--key is not a verifier key; expected is one line NAME+HASH+BASE64, as `evidence key` prints it.', 400, { field: 'key' });
      const note = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw refuse('no-file', `The file ${file} cannot be read (${error.code}).`, 400);
      });
      const certificate = readCertificate(note, key);
      if (!certificate) throw refuse('certificate-not-genuine', `${file} is not a certificate that ${key.name}+${key.hash} has signed, or it was altered.`);
      process.stdout.write(json ? `${JSON.stringify(certificate, null, 2)}\n` : `Genuine: ${key.name} certifies that customer ${certificate.customer_no} was erased on ${certificate.erased_on} (event ${certificate.position}).\n`);
    });
}
