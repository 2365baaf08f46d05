import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseVerifierKey } from '#platform/integrity/proof/verifier-key.js';
import { CHECKS, type Check, type Status } from './check-list.js';
import { verifyPackage } from './verify-package.js';

// The stand-alone verifier: node verify.mjs DIR|FILE.zip --key KEY [--json] [--lang zh] [--authority CERTIFICATE.pem]
// Exit 0: nothing failed. 1: something is wrong with the package. 2: key, certificate or path cannot be used.

declare const BUILT_IN_EDITION_SHA256: string;

const USAGE = 'node verify.mjs DIR|FILE.zip --key KEY [--json] [--lang en|zh] [--authority CERTIFICATE.pem] [--openings FILE]';
const MARKS: Readonly<Record<Status, { en: string; zh: string; colour: number }>> = {
  pass: { en: 'pass', zh: '通过', colour: 32 },
  fail: { en: 'FAIL', zh: '不符', colour: 31 },
  'not-checked': { en: 'not checked', zh: '未核验', colour: 33 },
};

/** Runs one verification; returns the exit code. */
export async function verify(argv: readonly string[], print: (text: string) => void, complain: (text: string) => void, colours: boolean, builtInEdition: string): Promise<number> {
  let values: { key?: string; json?: boolean; lang?: string; authority?: string; openings?: string };
  let path: string | undefined;
  try {
    const parsed = parseArgs({ args: [...argv], allowPositionals: true, options: { key: { type: 'string' }, json: { type: 'boolean' }, lang: { type: 'string', default: 'en' }, authority: { type: 'string' }, openings: { type: 'string' } } });
    values = parsed.values;
    path = parsed.positionals[0];
    if (!path || parsed.positionals.length > 1 || (values.lang !== 'en' && values.lang !== 'zh')) throw new Error(USAGE);
  } catch (error) {
    complain(`${(error as Error).message === USAGE ? '' : `${(error as Error).message}\n`}${USAGE}`);
    return 2;
  }
  const key = values.key === undefined ? null : parseVerifierKey(values.key.trim());
  if (!key) {
    complain(values.key === undefined ? `--key is missing: the public key that you trust, one line as 'gridledger evidence key' prints it.\n${USAGE}` : 'The key cannot be used: expected is one line NAME+HASH+BASE64 of an Ed25519 key, as \'gridledger evidence key\' prints it.');
    return 2;
  }
  if (!existsSync(path)) {
    complain(`There is nothing at ${path}.`);
    return 2;
  }
  try {
    const authority = values.authority === undefined ? undefined : readFileSync(values.authority, 'utf8');
    const openings = values.openings === undefined ? undefined : readFileSync(values.openings, 'utf8');
    const { checks, description } = await verifyPackage(path, { key, builtInEdition, authority, openings });
    const failed = checks.some(({ status }) => status === 'fail');
    if (values.json) print(JSON.stringify({ package: description?.id ?? null, key: `${key.name}+${key.hash}`, result: failed ? 'fail' : 'pass', checks }, null, 2));
    else print(told(checks, values.lang as 'en' | 'zh', colours, failed));
    return failed ? 1 : 0;
  } catch (error) {
    complain(`${path} cannot be read: ${(error as Error).message}.`);
    return 2;
  }
}

function told(checks: readonly Check[], language: 'en' | 'zh', colours: boolean, failed: boolean): string {
  const paint = (text: string, colour: number): string => (colours ? `\u001b[${colour}m${text}\u001b[0m` : text);
  const lines = checks.flatMap(({ id, status, details }) => [`${paint(MARKS[status][language], MARKS[status].colour)}  ${CHECKS[id][language]}`, ...details.map((detail) => `      ${detail}`)]);
  const open = checks.filter(({ status }) => status === 'not-checked').length;
  const end = failed
    ? { en: 'Something is wrong with this package.', zh: '本包有误。' }
    : { en: `Nothing failed${open > 0 ? `; ${open} checks were not made, as said above` : ''}.`, zh: `没有不符之处${open > 0 ? `；有 ${open} 项未核验，见上` : ''}。` };
  return [...lines, '', paint(end[language], failed ? 31 : 32)].join('\n');
}

if (typeof BUILT_IN_EDITION_SHA256 === 'string') {
  process.exitCode = await verify(process.argv.slice(2), (text) => process.stdout.write(`${text}\n`), (text) => process.stderr.write(`${text}\n`), process.stdout.isTTY === true && !process.env.NO_COLOR, BUILT_IN_EDITION_SHA256);
}
