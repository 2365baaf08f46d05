import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user that PostgreSQL runs as; null means the user of this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

const CANDIDATES = ['postgres', 'node', 'nobody', 'daemon', 'www-data'];

/**
 * PostgreSQL refuses to run as root, so root lends it an unprivileged user that exists: the owner of the data folder
 * if there is one, else the first of a few usual names. Null when this process is not root.
 */
export function unprivilegedAccount(dataFolder: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((parts) => parts.length >= 4 && Number(parts[2]) > 0)
    .map((parts) => ({ name: parts[0], uid: Number(parts[2]), gid: Number(parts[3]) }));
  const owner = ownerOf(dataFolder);
  const account =
    (owner !== null && owner !== 0 ? accounts.find(({ uid }) => uid === owner) : undefined) ??
    CANDIDATES.map((name) => accounts.find((one) => one.name === name)).find((one) => one !== undefined) ??
    accounts[0];
  if (!account) throw new Error('PostgreSQL does not run as root and /etc/passwd names no other user: run gridledger as an ordinary user, or set DATABASE_URL.');
  return account;
}

/** The first folder on the way to `path` that `account` may not enter, or null if it can reach it. */
export function barrier(path: string, account: Account): string | null {
  const parent = dirname(path);
  if (parent === path) return null;
  const above = barrier(parent, account);
  if (above) return above;
  let mode: number, uid: number, gid: number;
  try {
    ({ mode, uid, gid } = statSync(parent));
  } catch {
    return null;
  }
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return mode & bit ? null : parent;
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid;
  } catch {
    return null;
  }
}
