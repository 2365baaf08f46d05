import type { Command } from 'commander';
import { refuse } from '#platform/deciding/refusal.js';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost'];

export function register(program: Command): void {
  program
    .command('serve')
    .description('the service: HTTP interface, read models and the closing of days; stops at Ctrl-C')
    .option('--port <port>', 'the port to listen on, 0 for any free one (default: PORT, else 3000)')
    .option('--host <address>', '127.0.0.1; nothing else until there is access control', '127.0.0.1')
    .action(async ({ port, host }: { port?: string; host: string }) => {
      if (!LOOPBACK_NAMES.includes(host)) {
        throw refuse('not-loopback', `The service listens on 127.0.0.1 only: whoever can reach it may record and read everything, so ${host} has to wait for access control.`, 400);
      }
      const number = port === undefined ? undefined : portOf(port);
      const stopped = askedToStop();
      const { startService } = await import('#apps/api/src/service/start-service.js');
      const service = await startService({ port: number });
      process.stdout.write(`gridledger serves ${service.url}\n  ${service.url}/docs          the HTTP interface, to browse and to try\n  ${service.url}/openapi.json  the same as an OpenAPI document\nCtrl-C stops it.\n`);
      await stopped;
      process.stdout.write('Stopping: requests under way are finished first.\n');
      await service.close();
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw refuse('impossible-port', `--port '${text}' is not a port; expected is a whole number from 0 to 65535.`, 400, { field: 'port', value: text });
  return port;
}

/** Resolves at the first SIGINT or SIGTERM; a second one is not caught and ends the process at once. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
