// npm test: the type checker, then every specification. Arguments go to Jest: npm test -- libs/platform. Ends with a
// line "N passed, N failed"; a type error, and a file that could not be run, count as a failure each.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'gridledger-run-'));
const results = join(folder, 'results.json');

function run(script, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const typeErrors = (await run('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json'])) === 0 ? 0 : 1;
if (typeErrors) console.error('The type checker found errors (above).');
const options = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const exit = await run('jest/bin/jest.js', ['--maxWorkers=2', '--json', `--outputFile=${results}`, ...process.argv.slice(2)], { NODE_OPTIONS: options });

let passed = 0;
let failed = typeErrors;
try {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
  passed = numPassedTests;
  failed += numFailedTests + numRuntimeErrorTestSuites;
} catch {
  // Jest did not get as far as its results.
}
if (exit !== 0 && failed === 0) failed = 1;
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
