import { X509Certificate } from 'node:crypto';
import type { PackageSource } from '#platform/evidence/package-source.js';
import { readWhole } from '#platform/evidence/package-source.js';
import { isTrusted, readTimeStamp } from '#platform/evidence/time-stamp.js';
import type { PackageDescription } from '#credit/evidence/package-description.js';
import type { CheckList } from './check-list.js';

const LARGEST = 1024 * 1024;

/** The time-stamp over the payload manifest; without the authority's certificate only that it fits, not whom to believe. */
export async function checkTimestamp(source: PackageSource, { timestamp }: PackageDescription, authority: string | undefined, checks: CheckList): Promise<void> {
  if (!timestamp) return checks.notChecked('timestamp', 'The package has none.');
  await checks.attempt('timestamp', () => {
    const size = source.files.get('timestamp.tsr');
    if (size === undefined || size > LARGEST) return checks.fail('timestamp', 'timestamp.tsr is missing or too large to be one.');
    const stamp = readTimeStamp(readWhole(source, 'timestamp.tsr'), readWhole(source, 'manifest-sha256.txt'));
    const told = `${stamp.time.toISOString()} by ${stamp.subject}`;
    if (authority === undefined) return checks.notChecked('timestamp', `${told}: it fits; whether to believe that authority was not checked (name its certificate with --authority).`);
    if (isTrusted(stamp, new X509Certificate(authority))) checks.pass('timestamp', told);
    else checks.fail('timestamp', `${told}, which is neither the trusted certificate nor issued by it.`);
  });
}
