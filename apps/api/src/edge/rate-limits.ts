import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Person } from '#access/person.js';
import { EdgeRefusal } from './problem.js';

/** How many requests are answered in a minute. */
export interface RateLimits {
  /** From one address (one /56 of IPv6), whoever asks. */
  readonly byAddress: number;
  /** Of one subject, from wherever. */
  readonly bySubject: number;
  /** Answered 401, from one address: tokens that are tried. */
  readonly refusedByAddress: number;
  /** Of the survey form, from one address: behind a proxy that is the proxy's, so that everybody shares it. Left out: SURVEYS. */
  readonly surveysByAddress?: number;
  /** Answered 404 there: tokens that are guessed. */
  readonly unknownSurveysByAddress?: number;
}

export const RATE_LIMITS: RateLimits = { byAddress: 6000, bySubject: 1200, refusedByAddress: 120 };
const SURVEYS = { surveysByAddress: 60_000, unknownSurveysByAddress: 600 };

const MINUTE = 60_000;
/** The form that customers fill in, which is limited apart: a rush there keeps nobody from work, and the other way round. */
export const isOfSurvey = (request: Request): boolean => request.path.startsWith('/survey/');
const addressOf = (request: Request): string => ipKeyGenerator(request.socket.remoteAddress ?? '');

/** Before anything is read. The address is that of the connection: headers that name another are anybody's to write. */
export const limitAddresses = ({ byAddress, refusedByAddress, surveysByAddress = SURVEYS.surveysByAddress, unknownSurveysByAddress = SURVEYS.unknownSurveysByAddress }: RateLimits): RequestHandler[] => [
  limit(byAddress, addressOf, `More than ${byAddress} requests came from this address within a minute.`, undefined, isOfSurvey),
  limit(surveysByAddress, addressOf, `More than ${surveysByAddress} requests for surveys came from this address within a minute.`, undefined, (request) => !isOfSurvey(request)),
  limit(unknownSurveysByAddress, addressOf, `More than ${unknownSurveysByAddress} requests from this address named a survey that does not exist within a minute.`, (_request, response) => response.statusCode !== 404, (request) => !isOfSurvey(request)),
  limit(refusedByAddress, addressOf, `More than ${refusedByAddress} requests from this address were not let in within a minute.`, (_request, response) => response.statusCode !== 401, isOfSurvey),
];

/** After it is known who asks. */
export const limitSubjects = ({ bySubject }: RateLimits): RequestHandler =>
  limit(bySubject, (_request, response) => (response.locals.person as Person).subject, `More than ${bySubject} requests came from this person within a minute.`, undefined, (_request, response) => !response.locals.person);

function limit(most: number, keyGenerator: (request: Request, response: Response) => string, sentence: string, requestWasSuccessful?: (request: Request, response: Response) => boolean, skip?: (request: Request, response: Response) => boolean): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: most,
    keyGenerator,
    ...(requestWasSuccessful ? { requestWasSuccessful, skipSuccessfulRequests: true } : {}),
    ...(skip ? { skip } : {}),
    standardHeaders: false,
    legacyHeaders: false,
    validate: { ip: false, xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request: Request, _response: Response, next: NextFunction) => next(new EdgeRefusal(429, 'too-many-requests', `${sentence} Ask again in a minute.`, { 'Retry-After': '60' })),
  });
}
