import { readFileSync } from 'node:fs';

/**
 * One line that names a process beyond its number, so that a number given out again is not taken for the old process:
 * `<pid> <start time>`, the start time being "-" where the system does not tell it.
 */
export function processIdentity(pid: number = process.pid): string {
  return `${pid} ${startTime(pid) ?? '-'}`;
}

/** Whether the process that wrote such a line still lives. A process of another user counts as living. */
export function isAlive(identity: string): boolean {
  const [number, started] = identity.trim().split(' ');
  const pid = Number(number);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startTime(pid);
  return now === null || started === '-' || started === undefined || now === started;
}

function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name may hold blanks and parentheses: fields are counted from its end. A zombie has ended.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return null;
  }
}
