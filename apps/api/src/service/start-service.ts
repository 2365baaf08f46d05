import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type pg from 'pg';
import { LocalIssuer, type LocalToken } from '#access/tokens/local-issuer.js';
import { CreditReader } from '#credit/asking/credit-reader.js';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { Integrity } from '#platform/integrity/integrity.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { LogBell } from '#platform/event-store/log-bell.js';
import type { OpenedDatabase } from '#platform/open-database.js';
import type { Projector } from '#platform/projecting/projector.js';
import type { Processor } from '#platform/processing/processor.js';
import { keepProjecting, keepUp as keepDoing } from '#platform/projecting/projector-loop.js';
import { LogFailures } from '#platform/observing/log-failures.js';
import { observe } from '#platform/observing/observed.js';
import { isTracingWanted } from '#platform/observing/tracing-wanted.js';
import { log, logUnexpected } from '#platform/observing/structured-log.js';
import { SurveyAnswers } from '#satisfaction/submitting/survey-answers.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { CLOCK, CONFIG, DATABASE, EVENT_STORE, INTEGRITY, OPENED_DATABASE, PROCESSOR, PROJECTOR } from '#platform/tokens.js';
import { createApi, type ApiOptions } from '../create-api.js';
import { answerBrokenRequests } from '../edge/broken-requests.js';
import { LOOPBACK } from '../edge/loopback.js';
import { LoginLinks } from '../pages/login-links.js';
import { DayKeeper } from './day-keeper.js';
import { ServiceState } from './service-state.js';

const SECONDS_TO_FINISH = 10;
const RELEASE_PAUSE_MS = 500;
/** A working day. */
const LOGIN_SECONDS = 12 * 3600;

export interface ServiceOptions extends ApiOptions {
  /** 0: any free port. Default: the configuration's. */
  readonly port?: number;
  /** The address to listen on; default loopback. */
  readonly host?: string;
  /** Keeps the read models up and closes the days; default true. */
  readonly background?: boolean;
}

export interface RunningService {
  readonly url: string;
  /** An address that lets one browser in once, as somebody with a token of the local issuer. */
  loginLink(token: Omit<LocalToken, 'validSeconds'>): Promise<string>;
  readonly app: NestExpressApplication;
  /**
   * Stops without losing anything: first /health/ready says no, and after the configured grace no more connections are
   * taken; requests under way are answered, the work beside them ends, appends under way commit and are numbered, and
   * what was traced is sent.
   */
  close(): Promise<void>;
}

/** Starts the service, on the loopback address unless told otherwise. Refuses a port that is taken. */
export async function startService({ port, host = LOOPBACK, background = true, ...options }: ServiceOptions = {}): Promise<RunningService> {
  const tracing = isTracingWanted(process.env) ? (await import('#platform/observing/start-tracing.js')).startTracing() : null;
  const quiet = options.log === false ? () => {} : observe(new LogFailures());
  const app = await createApi(options);
  const server = app.getHttpServer() as Server;
  try {
    await listen(app, server, host, port ?? app.get<Config>(CONFIG).port);
  } catch (error) {
    await app.close();
    quiet();
    await tracing?.close();
    throw error;
  }
  for (const warning of app.get<OpenedDatabase>(OPENED_DATABASE).warnings) log('warn', warning);
  const stop = new AbortController();
  if (background) app.get<Projector>(PROJECTOR).raiseInBackground();
  const work = background ? keepUp(app, stop.signal) : Promise.resolve();
  const url = `http://${LOOPBACK}:${(server.address() as { port: number }).port}`;
  return {
    url,
    app,
    loginLink: async (token) => {
      const signed = await app.get(LocalIssuer).sign({ ...token, validSeconds: LOGIN_SECONDS }, app.get<Config>(CONFIG).tokens.audience, Math.floor(app.get<Clock>(CLOCK).nowMicros() / 1e6));
      return `${url}/login?code=${app.get(LoginLinks).add(signed)}`;
    },
    close: async () => {
      app.get(ServiceState).stopping = true;
      await wait(app.get<Config>(CONFIG).stopGraceSeconds * 1000);
      await finish(server);
      stop.abort();
      await work;
      await numberTheLast(app);
      await app.close();
      quiet();
      await tracing?.close();
    },
  };
}

async function listen(app: NestExpressApplication, server: Server, host: string, port: number): Promise<void> {
  // Slow senders do not hold connections for ever; an answer has as long as its route allows.
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 5_000;
  server.maxConnections = 512;
  answerBrokenRequests(server);
  await app.listen(port, host).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw refuse('port-taken', `Port ${port} of ${host} is taken by another process: choose another with --port, or --port 0 for any free one.`, 409);
    if (error.code === 'EACCES') throw refuse('port-forbidden', `Port ${port} may not be used by this user: choose one above 1023 with --port.`, 409);
    throw error;
  });
}

/** The work beside answering: read models follow the log, the log is sealed, days are closed when they are over, answers to surveys are released. */
async function keepUp(app: NestExpressApplication, signal: AbortSignal): Promise<void> {
  const reader = app.get(CreditReader);
  const registry = app.get(CommandRegistry);
  let chain: string | undefined;
  const keeper = new DayKeeper({
    today: () => reader.today(),
    close: (day) => {
      chain = randomUUID();
      return registry.dispatch('CloseDay', { day }, { actor: 'gridledger service', correlationId: chain });
    },
    onError: (error) => logUnexpected('A day could not be closed; it is tried again in a minute.', error, chain),
  });
  const projecting = keepProjecting(
    { projector: app.get<Projector>(PROJECTOR), store: app.get<EventStore>(EVENT_STORE), pool: app.get<pg.Pool>(DATABASE), onError: (error) => logUnexpected('The read models could not follow the log for a moment; it is tried again.', error) },
    signal,
  );
  const sealing = app.get<Integrity>(INTEGRITY).keep((error) => logUnexpected('sealer', error), signal);
  const processing = app.get<Processor>(PROCESSOR).keep((error) => logUnexpected('Processes could not follow the log for a moment; it is tried again.', error), signal);
  const surveys = app.get(SurveyAnswers);
  const releasing = keepDoing(new LogBell(app.get<pg.Pool>(DATABASE)), (error) => logUnexpected('Answers to surveys could not be released for a moment; it is tried again.', error), signal, async () => {
    await surveys.run();
    // What comes in meanwhile is released together: larger batches, and less work.
    await wait(RELEASE_PAUSE_MS, undefined, { signal }).catch(() => undefined);
  });
  await Promise.all([projecting, sealing, keeper.keep(signal), processing, releasing]);
}

/** What the last requests committed gets its numbers now; if that fails, whoever looks at the log next makes up for it. */
async function numberTheLast(app: NestExpressApplication): Promise<void> {
  await app.get<EventStore>(EVENT_STORE).settle().catch((error: unknown) => logUnexpected('The last events could not be numbered before the stop; the next process does it.', error));
}

async function finish(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), SECONDS_TO_FINISH * 1000);
  await closed;
  clearTimeout(impatience);
}
