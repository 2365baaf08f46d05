import { setTimeout as pause } from 'node:timers/promises';
import { stopIfUnused } from './embedded-postgres.js';
import { lockOf, openHome } from './home.js';
import { withLock } from './lock.js';
import { runningPort } from './server.js';

// A small process beside the embedded server: when every process that used it was killed before it could say goodbye,
// the server is stopped all the same. It ends with the server.
const PERIOD_MS = 2000;
const folder = process.argv[2];
const home = await withLock(lockOf(folder), async () => openHome(folder));
const port = runningPort(home);
while (port !== null && runningPort(home) === port) {
  await pause(PERIOD_MS);
  if (runningPort(home) === port) await withLock(home.lock, () => stopIfUnused(home));
}
