// One embedded server for a test run, with a migrated template database that each spec file copies. Its data lies in a
// folder of its own; should the run be killed, the server's guardian stops it.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../apps/cli/bin/build.mjs';

export default async function globalSetup() {
  await build();
  const { openEmbedded } = await import('#platform/embedded/embedded-postgres.js');
  const { createTemplate } = await import('../../dist/test/support/template-database.js');
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
