import { setTimeout as pause } from 'node:timers/promises';
import { startIfUsed, stopIfUnused } from './embedded-postgres.js';
import { lockOf, openHome } from './home.js';
import { withLock } from './lock.js';
import { runningServer } from './server.js';

// A small process beside the embedded server. When every process that used it was killed before it could say goodbye, the
// server is stopped all the same; when the server itself was killed under living users, it is started again, with another
// guardian. It ends with its server.
const PERIOD_MS = 2000;
const ATTEMPTS = 150;
const [, , folder, durability, number] = process.argv;
const home = await withLock(lockOf(folder), async () => openHome(folder));
// Told and not looked up: it may be gone before this process has begun.
const pid = Number(number);
while (runningServer(home)?.pid === pid) {
  await pause(PERIOD_MS);
  if (runningServer(home)?.pid === pid) await withLock(home.lock, () => stopIfUnused(home));
}
// Its orphaned processes may hold the memory for a moment, and a disk may be full for longer.
for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
  try {
    await withLock(home.lock, () => startIfUsed(home, { durable: durability !== 'throw-away' }));
    break;
  } catch {
    await pause(PERIOD_MS);
  }
}
