import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '#platform/config/config.js';
import type { PlatformOptions } from '#platform/platform.module.js';
import { CONFIG } from '#platform/tokens.js';
import { ApiModule } from './api.module.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { openApiDocument } from './documentation/open-api.js';
import { TokenChecker } from '#access/tokens/token-checker.js';
import { authenticate } from './edge/authentication.js';
import { correlate } from './edge/correlation.js';
import { limitInFlight } from './edge/in-flight-limit.js';
import { keepableAddress } from './edge/keepable-address.js';
import { onlyFromHere } from './edge/loopback.js';
import { neverStored } from './edge/never-stored.js';
import { observeRequests } from './edge/observe-requests.js';
import { isOfSurvey, limitAddresses, limitSubjects, RATE_LIMITS, type RateLimits } from './edge/rate-limits.js';
import { logRequests } from './edge/request-log.js';
import { securityHeaders } from './edge/security-headers.js';

/** The largest JSON body: no command may append more than that either. */
export const LARGEST_JSON = 1024 * 1024;
/** A questionnaire filled in, with long texts of its own in percent-encoded Chinese. */
const LARGEST_FORM = 256 * 1024;
const MOST_IN_FLIGHT = 64;
/** Short answers: two seconds of what the form is built for. */
const MOST_SURVEYS_IN_FLIGHT = 400;

export interface ApiOptions extends PlatformOptions {
  /** One line on stderr for each request; default true. */
  readonly log?: boolean;
  readonly limits?: RateLimits;
}

/** The HTTP application, ready but not listening. */
export async function createApi({ log = true, limits = RATE_LIMITS, ...options }: ApiOptions = {}): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(options), { bodyParser: false, logger: false, abortOnError: false });
  app.disable('x-powered-by');
  app.set('etag', false);
  // One address, one way of writing it.
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.use(correlate);
  if (log) app.use(logRequests);
  app.use(observeRequests);
  app.use(securityHeaders);
  app.use(neverStored);
  const { publicUrl } = app.get<Config>(CONFIG);
  app.set('gridledger https', publicUrl !== null);
  app.use(onlyFromHere(publicUrl));
  app.use(keepableAddress);
  app.use(limitInFlight(MOST_IN_FLIGHT, isOfSurvey), limitInFlight(MOST_SURVEYS_IN_FLIGHT, (request) => !isOfSurvey(request)));
  app.use(...limitAddresses(limits));
  app.use(authenticate(app.get(TokenChecker)));
  app.use(limitSubjects(limits));
  app.useBodyParser('json', { limit: LARGEST_JSON, type: 'application/json' });
  app.useBodyParser('urlencoded', { limit: LARGEST_FORM, type: 'application/x-www-form-urlencoded', extended: false });
  await app.init();
  app.get(DocumentationController).document = openApiDocument(app);
  return app;
}
