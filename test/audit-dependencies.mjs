// npm run audit:dependencies: what the registry knows against the packages in use, summarised. It reports and fails
// nothing: a release is not held up by a registry that gives no answer, nor by a finding that nobody has read yet.
import { spawnSync } from 'node:child_process';

const ORDER = ['critical', 'high', 'moderate', 'low', 'info'];
const { stdout, error } = spawnSync('npm', ['audit', '--json', ...process.argv.slice(2)], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' });

let report = null;
try {
  report = JSON.parse(stdout);
} catch {
  // Whatever npm printed, it is no report.
}
if (error || !report?.metadata?.vulnerabilities) {
  const why = [error?.code, report?.error?.summary, report?.error?.code, report?.message].find(Boolean) ?? 'no report came back';
  console.log(`Not checked: the registry gave no answer (${String(why).split('\n')[0].slice(0, 200)}).`);
} else {
  const { vulnerabilities, dependencies } = report.metadata;
  const found = Object.values(report.vulnerabilities ?? {}).sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || (a.name < b.name ? -1 : 1));
  console.log(`${dependencies?.total ?? 'All'} packages checked: ${found.length === 0 ? 'nothing is known against them.' : ORDER.filter((one) => vulnerabilities[one] > 0).map((one) => `${vulnerabilities[one]} ${one}`).join(', ')}`);
  for (const { name, severity, isDirect, range, via, fixAvailable } of found) {
    const why = via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} ${one.url}`)).join('; ');
    console.log(`  ${severity.padEnd(8)} ${name} ${range}${isDirect ? ' (direct)' : ''}: ${why}${fixAvailable ? '; a fix is available' : ''}`);
  }
}
