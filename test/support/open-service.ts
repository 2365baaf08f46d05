import { request as httpRequest } from 'node:http';
import { readConfig } from '#platform/config/config.js';
import { startService, type RunningService } from '#apps/api/src/service/start-service.js';
import { openTestDatabase } from './test-database.js';

/** An answer as it came over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each route has its own shape
  readonly json: any;
}

/** The service on a free port, on a fresh database of the test server, with a clock that the test sets. */
export interface Service {
  readonly running: RunningService;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Any request, with any Host header, which fetch would not let us set. */
  send(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply>;
  /** Gives a command and expects it to be recorded. */
  record(name: string, input: object): Promise<void>;
  at(instant: string): void;
  close(): Promise<void>;
}

export async function openService(start: string): Promise<Service> {
  const database = await openTestDatabase();
  let now = Date.parse(start) * 1000;
  const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: database.url, migrationUrl: null };
  const running = await startService({ config, clock: { nowMicros: () => now }, port: 0, background: false, log: false });
  const send: Service['send'] = (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const request = httpRequest(`${running.url}${path}`, { method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = /json/.test(response.headers['content-type'] ?? '') && text !== '';
          resolve({ status: response.statusCode!, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  const post: Service['post'] = (path, body, headers = {}) => send('POST', path, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
  return {
    running,
    send,
    get: (path, headers = {}) => send('GET', path, headers),
    post,
    record: async (name, input) => {
      const { status, text } = await post(`/commands/${name}`, input);
      if (status !== 201) throw new Error(`${name} was answered ${status}: ${text}`);
    },
    at: (instant) => {
      now = Date.parse(instant) * 1000;
    },
    close: async () => {
      await running.close();
      await database.close();
    },
  };
}
