import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { barrier, unprivilegedAccount } from './account.js';
import type { Account } from './account.js';

/** What lies in the home folder (`.gridledger/`). */
export interface Home {
  readonly folder: string;
  /** The data of PostgreSQL. */
  readonly data: string;
  readonly log: string;
  readonly password: string;
  /** Of the role that the application connects as; `password` is that of the owner of the log. */
  readonly applicationPassword: string;
  readonly lock: string;
  /** One file per user of the server, holding a process identity. */
  readonly users: string;
  readonly account: Account | null;
  /** Where the programs may be copied to, reachable by the account. */
  readonly spare: string;
}

/** Where root keeps the data of a checkout whose folder PostgreSQL's unprivileged user cannot enter. */
const SYSTEM_FOLDER = '/var/lib/gridledger';

/** Each brings a home folder from layout n to n + 1; the first one is from 1 to 2. Never remove one. */
const upgrades: ((folder: string) => void)[] = [];
const LAYOUT = upgrades.length + 1;

/** Creates the home folder, or brings one of an earlier release up to date. To be called under the home's lock. */
export function openHome(folder: string): Home {
  writable(folder);
  upgrade(folder);
  const users = join(folder, 'users');
  mkdirSync(users, { recursive: true, mode: 0o700 });
  const link = join(folder, 'postgres');
  const account = unprivilegedAccount(link);
  let data = link;
  let spare = folder;
  if (account && barrier(join(data, 'x'), account) !== null && !existsSync(join(link, 'PG_VERSION'))) data = elsewhere(link, account);
  else if (isLink(link)) data = readlinkSync(link);
  if (account && data !== link) spare = SYSTEM_FOLDER;
  return { folder, data, log: `${data}.log`, password: join(folder, 'postgres.password'), applicationPassword: join(folder, 'postgres.application.password'), lock: lockOf(folder), users, account, spare };
}

/** The lock that guards start, stop and upgrade of a home folder. */
export function lockOf(folder: string): string {
  writable(folder);
  return join(folder, 'lock');
}

function writable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, `.writable.${process.pid}`), '');
    rmSync(join(folder, `.writable.${process.pid}`), { force: true });
  } catch (error) {
    throw new Error(`The data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}): make it writable and see that the disk is not full, or name another one in GRIDLEDGER_HOME.`);
  }
}

function upgrade(folder: string): void {
  const file = join(folder, 'version.json');
  let layout = LAYOUT;
  if (existsSync(file)) {
    try {
      layout = JSON.parse(readFileSync(file, 'utf8')).layout;
    } catch {
      throw new Error(`${file} is damaged; it should read {"layout":${LAYOUT}}.`);
    }
    if (!(Number.isInteger(layout) && layout >= 1)) throw new Error(`${file} is damaged; it should read {"layout":${LAYOUT}}.`);
    if (layout > LAYOUT) throw new Error(`${folder} was written by a newer release of gridledger (layout ${layout}, this one knows ${LAYOUT}): use that release.`);
    if (layout === LAYOUT) return;
  }
  for (; layout < LAYOUT; layout++) {
    upgrades[layout - 1](folder);
    record(file, layout + 1);
  }
  record(file, LAYOUT);
}

function record(file: string, layout: number): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ layout })}\n`);
  renameSync(`${file}.new`, file);
}

// Typically a checkout under /root: the folder's parents are closed to everyone but root. The data goes where system
// services keep theirs, and a link in the home folder says where; deleting the link starts afresh.
function elsewhere(link: string, account: Account): string {
  if (isLink(link)) {
    const target = readlinkSync(link);
    if (existsSync(target)) return target;
    throw new Error(`${link} points to ${target}, which is gone: bring it back, or delete the link to start with an empty database.`);
  }
  const target = join(SYSTEM_FOLDER, randomBytes(6).toString('hex'));
  const closed = barrier(join(target, 'x'), account);
  try {
    mkdirSync(target, { recursive: true, mode: 0o755 });
    chownSync(target, account.uid, account.gid);
    symlinkSync(target, link);
  } catch (error) {
    throw new Error(`PostgreSQL does not run as root, and its user ${account.name} may not enter ${closed ?? dirname(link)} (nor can ${SYSTEM_FOLDER} be used: ${(error as Error).message}): run gridledger as an ordinary user, or set GRIDLEDGER_HOME to a folder that ${account.name} can reach.`);
  }
  return target;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
