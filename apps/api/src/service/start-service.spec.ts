import { describe, expect, it } from '@jest/globals';
import { createServer, request } from 'node:http';
import { readConfig } from '#platform/config/config.js';
import { openTestDatabase } from '../../../../test/support/test-database.js';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { startService } from './start-service.js';

const settings = (url: string) => ({ config: { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: url, migrationUrl: null }, clock: { nowMicros: () => Date.parse('2024-06-15T04:00:00Z') * 1000 }, log: false });

describe('the service', () => {
  it('given it runs, then it closes yesterday and keeps the read models up by itself; stopped, it finishes what is under way', async () => {
    const database = await openTestDatabase();
    const service = await startService({ ...settings(database.url), port: 0 });
    expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    for (;;) {
      const ready = (await (await fetch(`${service.url}/health/ready`)).json()) as { ledgerDay: string | null; readModels: { lag: number }[] };
      if (ready.ledgerDay === '2024-06-15' && ready.readModels.every(({ lag }) => lag === 0)) break;
    }
    const token = await service.app.get(LocalIssuer).sign({ subject: 'tester', roles: ['auditor'], validSeconds: 60 }, 'gridledger', Date.parse('2024-06-15T04:00:00Z') / 1000);
    const underWay = fetch(`${service.url}/scores.csv?purpose=specification`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.text());
    await new Promise((resolve) => service.app.getHttpServer().once('request', resolve));
    await service.close();
    expect(await underWay).toBe('customer_no,customer_class,com,saf,law,coo,ops,dev,total,grade,veto\n');
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
    await database.close();
  });

  it('given the port is taken, then it says so, and how to go on', async () => {
    const database = await openTestDatabase();
    const other = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    await expect(startService({ ...settings(database.url), port })).rejects.toThrow(new RegExp(`Port ${port} of 127.0.0.1 is taken .*--port`));
    await new Promise((resolve) => request({ port, host: '127.0.0.1', agent: false }, resolve).end());
    other.close();
    await database.close();
  });
});
