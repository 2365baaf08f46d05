import type { Command } from 'commander';
import type { RunningService } from '#apps/api/src/service/start-service.js';
import { readConfig } from '#platform/config/config.js';
import { refuse } from '#platform/deciding/refusal.js';
import { acting } from '../acting.js';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '::1'];

export function register(program: Command): void {
  program
    .command('serve')
    .description('the service: HTTP interface, read models and the closing of days; stops at Ctrl-C')
    .option('--port <port>', 'the port to listen on, 0 for any free one (default: PORT, else 3000)')
    .option('--host <address>', 'the address to listen on; one that others reach takes GRIDLEDGER_PUBLIC_URL, under which a proxy with TLS is reached', '127.0.0.1')
    .action(async ({ port, host }: { port?: string; host: string }) => {
      const { publicUrl, tokens } = readConfig(process.env);
      if (!LOOPBACK_NAMES.includes(host) && (publicUrl === null || (tokens.issuer === null && !tokens.localTokens))) {
        throw refuse('not-loopback', `The service would listen on ${host}, where others reach it: set GRIDLEDGER_PUBLIC_URL to the https:// address of the proxy before it, and say whose tokens are taken, in GRIDLEDGER_OIDC_ISSUER, or with GRIDLEDGER_LOCAL_TOKENS=true those made here (docs/how-to/let-people-in.md).`, 400);
      }
      const number = port === undefined ? undefined : portOf(port);
      const stopped = askedToStop();
      const { startService } = await import('#apps/api/src/service/start-service.js');
      const service = await startService({ port: number, host });
      if (tokens.issuer === null) await tellTheWayIn(service);
      process.stdout.write(`gridledger serves ${service.url}\n  ${service.url}/docs          the HTTP interface, to browse and to try\n  ${service.url}/openapi.json  the same as an OpenAPI document\nCtrl-C stops it.\n`);
      await stopped;
      process.stdout.write('Stopping: requests under way are finished first.\n');
      await service.close();
    });
}

/** A link that lets one browser in, for whoever sits at this terminal: as the person who starts the service, and never into a log. */
async function tellTheWayIn(service: RunningService): Promise<void> {
  if (process.stdout.isTTY !== true) {
    process.stdout.write('Nobody is let in without a token: npx gridledger token --role ROLE makes one.\n');
    return;
  }
  const { subject, roles, regions, customerNo } = acting().person;
  process.stdout.write(`Open this in a browser; it lets you in once, within ten minutes, as ${subject}:\n  ${await service.loginLink({ subject, roles, regions: regions ?? undefined, customerNo: customerNo ?? undefined })}\n`);
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
