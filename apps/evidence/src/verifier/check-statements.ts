import type { PackageSource } from '#platform/evidence/package-source.js';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { readStatements, type PackagedStatement } from '#credit/evidence/packaged-statements.js';
import { textOf } from './check-container.js';
import type { CheckList } from './check-list.js';

/** Customers' own words beside entries: in the log they are ciphertext, so that only its place can be held against it. */
export async function checkStatements(source: PackageSource, checks: CheckList): Promise<readonly PackagedStatement[]> {
  let statements: readonly PackagedStatement[] = [];
  await checks.attempt('statements', () => {
    const text = textOf(source, 'data/statements.json');
    const read = readStatements(text);
    if (!read || canonicalJson(read) !== text) return checks.fail('statements', 'data/statements.json is not in its only form.');
    statements = read;
    if (read.length === 0) checks.pass('statements', 'None.');
    else checks.notChecked('statements', `${read.length} texts, opened from their ciphertext when the package was made: signed, but nothing here can hold them against it.`);
  });
  return statements;
}
