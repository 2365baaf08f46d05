// One embedded server for a test run, with a migrated template database that each spec file copies. Its data lies in a
// folder of its own; should the run be killed, the server's guardian stops it.
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../apps/cli/bin/build.mjs';

export default async function globalSetup() {
  await build();
  const { openEmbedded } = await import('#platform/embedded/embedded-postgres.js');
  const { createTemplate } = await import('../../dist/test/support/template-database.js');
  removeLeftovers();
  const home = mkdtempSync(join(tmpdir(), 'gridledger-test-'));
  // PostgreSQL may run as another user than this process.
  chmodSync(home, 0o755);
  const server = await openEmbedded(home, { durable: false });
  await createTemplate(server);
  process.env.GRIDLEDGER_TEST_SERVER = server.url('DATABASE');
  globalThis.closeTestServer = async () => {
    await server.release();
    rmSync(home, { recursive: true, force: true });
  };
}

// Folders of runs that were killed: their servers are gone, and nobody else removes the data.
function removeLeftovers() {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith('gridledger-test-'))) {
    const folder = join(tmpdir(), name);
    try {
      const old = Date.now() - statSync(folder).mtimeMs > 3_600_000;
      if (old && !existsSync(join(folder, 'postgres', 'postmaster.pid'))) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's, or gone already.
    }
  }
}
