import type pg from 'pg';
import { request as httpRequest } from 'node:http';
import { readConfig } from '#platform/config/config.js';
import { startService, type RunningService } from '#apps/api/src/service/start-service.js';
import { STAFF_ROLES, type Role } from '#access/person.js';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import type { RateLimits } from '#apps/api/src/edge/rate-limits.js';
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
  /** Headers of somebody with a token: `as('Li Wei', ['approver'])`. */
  as(subject: string, roles?: readonly Role[], more?: { regions?: readonly string[]; customerNo?: string; validSeconds?: number }): Promise<{ authorization: string }>;
  /** Gives a command and expects it to be recorded. */
  record(name: string, input: object): Promise<void>;
  /** The database as its owner: for what the application's role may not do. */
  readonly ownerPool: pg.Pool;
  at(instant: string): void;
  close(): Promise<void>;
}

/** Headers that are set; an empty one is left out. */
const present = (headers: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));

/** Requests that bring no Authorization of their own come from `tester`, who holds every role of the staff, and name a purpose. */
export async function openService(start: string, limits: RateLimits = { byAddress: 1e9, bySubject: 1e9, refusedByAddress: 1e9 }): Promise<Service> {
  const database = await openTestDatabase();
  let now = Date.parse(start) * 1000;
  const config = { ...readConfig({ GRIDLEDGER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), databaseUrl: database.url, migrationUrl: null };
  const running = await startService({ config, clock: { nowMicros: () => now }, port: 0, background: false, log: false, limits });
  const as: Service['as'] = async (subject, roles = STAFF_ROLES, { regions, customerNo, validSeconds = 3600 } = {}) => ({
    authorization: `Bearer ${await running.app.get(LocalIssuer).sign({ subject, roles, regions, customerNo, validSeconds }, 'gridledger', Math.floor(now / 1e6))}`,
  });
  const tester: { authorization: string } = await as('tester', STAFF_ROLES, { validSeconds: 100 * 365 * 86_400 });
  const send: Service['send'] = (method, path, given, body) =>
    new Promise((resolve, reject) => {
      const headers = present({ ...tester, 'x-purpose': 'specification', ...given });
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
    as,
    ownerPool: database.ownerPool,
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
