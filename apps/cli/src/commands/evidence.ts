import type { Command } from 'commander';
import type { Integrity } from '#platform/integrity/integrity.js';
import { readConfig } from '#platform/config/config.js';
import { refuse } from '#platform/deciding/refusal.js';
import { readCheckpoint } from '#platform/integrity/checkpoints/checkpoint-table.js';
import { SigningKeyFile } from '#platform/integrity/checkpoints/signing-key-file.js';
import { formatVerifierKey } from '#platform/integrity/proof/verifier-key.js';
import { INTEGRITY } from '#platform/tokens.js';
import { evidenceGroup } from '../evidence-group.js';
import type { OpenApp } from '../open-app.js';
import { writeFileWhole } from '../write-file-whole.js';

export function register(program: Command, open: OpenApp): void {
  const group = evidenceGroup(program);
  group
    .command('key')
    .description('the public key that a verifier is to trust, in one line (C2SP verifier key)')
    .option('--json', 'as JSON, with the keys that were in office before')
    .action(({ json }: { json?: boolean }) => {
      const keys = new SigningKeyFile(readConfig(process.env).integrity).verifiers();
      const present = keys[keys.length - 1];
      if (!json) return void process.stdout.write(`${formatVerifierKey(present)}\n`);
      const { name, hash, publicKey } = present;
      const shown = { key: formatVerifierKey(present), name, hash, algorithm: 'Ed25519', publicKey: publicKey.toString('base64'), retired: keys.slice(0, -1).map(formatVerifierKey) };
      process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    });
  group
    .command('checkpoint')
    .description('seals everything that is recorded and prints the signed checkpoint of it')
    .option('--out <file>', 'into a file instead')
    .option('--since <size>', 'with the proof that the log begins with that of so many events')
    .option('--json', 'as JSON')
    .action(async ({ out, since, json }: { out?: string; since?: string; json?: boolean }) => {
      const earlier = since === undefined ? null : sizeOf(since);
      const integrity = (await open()).get<Integrity>(INTEGRITY);
      const { checkpoint, failures } = await integrity.checkpointAndPublish();
      for (const { target, message } of failures) process.stderr.write(`Not published to ${target}: ${message}\n`);
      if (earlier !== null && earlier > checkpoint.size) throw refuse('larger-than-the-log', `--since ${earlier}: the log has ${checkpoint.size} events only. If a checkpoint of ${earlier} events was once signed, events are gone: run \`npx gridledger audit\`.`, 422, { field: 'since' });
      const proof = earlier === null ? null : (await integrity.log.consistency(earlier, checkpoint.size)).map((hash) => hash.toString('base64'));
      const { origin, size, root, customers, mapRoot } = readCheckpoint(checkpoint);
      const text = json
        ? `${JSON.stringify({ origin, size, root: root.toString('base64'), customers, mapRoot: mapRoot.toString('base64'), checkpoint: checkpoint.note, ...(proof && { since: earlier, consistency: proof }) }, null, 2)}\n`
        : `${checkpoint.note}${proof ? `\nconsistency ${earlier} ${size}\n${proof.map((hash) => `${hash}\n`).join('')}` : ''}`;
      if (out === undefined) process.stdout.write(text);
      else await writeFileWhole(out, async (file) => void file.write(text));
    });
  group
    .command('rotate-key')
    .description('brings a new signing key into office, by a checkpoint that the old and the new key have signed')
    .action(async () => {
      const integrity = (await open()).get<Integrity>(INTEGRITY);
      const { size } = await integrity.rotateKey();
      const failures = await integrity.publisher.publish();
      for (const { target, message } of failures) process.stderr.write(`Not published to ${target}: ${message}\n`);
      process.stdout.write(`From ${size} events on the ledger signs with the key below; whoever trusts the old one follows by the checkpoint of that size. A service that is running has to be started again.\n${formatVerifierKey(integrity.keys.key().verifier)}\n`);
    });
}

function sizeOf(text: string): number {
  if (!/^(0|[1-9]\d{0,14})$/.test(text)) throw refuse('no-size', `--since '${text}' is no number of events; expected is a whole number such as the second line of an earlier checkpoint.`, 400, { field: 'since', value: text });
  return Number(text);
}
