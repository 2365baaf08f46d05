import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, processIdentity } from './process-identity.js';

const WAIT_SECONDS = 120;

/**
 * Runs `work` while no other process of this machine holds the lock file. A lock whose owner is dead is broken.
 * Throws an Error with a sentence when a living owner keeps it for two minutes.
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const own = `${file}.${process.pid}.${randomUUID()}`;
  writeFileSync(own, processIdentity());
  try {
    for (const deadline = Date.now() + WAIT_SECONDS * 1000; !take(own, file); await pause(25)) {
      if (Date.now() > deadline) throw new Error(`Another process (${read(file)}) has held ${file} for ${WAIT_SECONDS} seconds; end it, or remove the file if that process is gone.`);
    }
    try {
      return await work();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

// A hard link appears with its content or not at all, so no reader ever sees a lock without an owner.
function take(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = read(file);
  if (owner === null || isAlive(owner)) return false;
  // Of several breakers one wins the rename; if it caught a new owner's lock instead, that lock is put back.
  const broken = `${own}.broken`;
  try {
    renameSync(file, broken);
    if (read(broken) !== owner) linkSync(broken, file);
  } catch {
    // Somebody else was faster.
  }
  rmSync(broken, { force: true });
  return false;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
