import type { Command } from 'commander';
import { verify } from '#apps/evidence/src/verifier/verify.js';
import { bundleVerifier } from '#apps/evidence/src/bundle-verifier.js';
import { builtInEditionText } from '#credit/editions/built-in-edition.js';
import { editionHash } from '#credit/editions/publish-edition.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { evidenceGroup } from '../evidence-group.js';
import { writeFileWhole } from '../write-file-whole.js';

export function register(program: Command): void {
  const group = evidenceGroup(program);
  group
    .command('verify <path>')
    .description('checks an evidence package, as verify.mjs does: exit 0 nothing failed, 1 something is wrong with it, 2 key or path cannot be used')
    .option('--key <key>', 'the public key that is trusted, one line')
    .option('--authority <file>', 'certificate of the time-stamping authority that is trusted, PEM')
    .option('--openings <file>', 'what the package only commits to, as the entitled were given it')
    .option('--lang <language>', 'en or zh', 'en')
    .option('--json', 'as JSON')
    .action(async (path: string, { key, authority, openings, lang, json }: { key?: string; authority?: string; openings?: string; lang: string; json?: boolean }) => {
      const option = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${name}=${value}`]);
      const argv = [...option('key', key), ...option('authority', authority), ...option('openings', openings), ...option('lang', lang), ...(json ? ['--json'] : []), '--', path];
      const builtIn = editionHash(JSON.parse(builtInEditionText()) as JsonObject);
      process.exitCode = await verify(argv, (text) => process.stdout.write(`${text}\n`), (text) => process.stderr.write(`${text}\n`), process.stdout.isTTY === true && !process.env.NO_COLOR, builtIn);
    });
  group
    .command('verifier')
    .description('the stand-alone verifier as one file that needs nothing but Node')
    .option('--out <file>', 'into a file instead of standard output')
    .action(async ({ out }: { out?: string }) => {
      const text = await bundleVerifier();
      if (out === undefined) process.stdout.write(text);
      else await writeFileWhole(out, async (file) => void file.write(text));
    });
}
