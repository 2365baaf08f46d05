import type { PermissionName } from './permissions.js';

/**
 * What a route is about, and so how the scope of a token narrows it: a customer named in the address, a rating or an
 * event whose customer is looked up, a list that the handler narrows to the regions of the person, the command named in
 * the address, or nobody at all.
 */
export type RouteScope = 'nobody' | 'customer' | 'rating' | 'event' | 'list' | 'command';

export interface RouteEntry {
  /** `public`: answered without a token. */
  readonly permission: PermissionName | 'public';
  readonly scope: RouteScope;
  /** What the access log says of it; routes that show nothing of any person have none. */
  readonly look?: string;
}

const free: RouteEntry = { permission: 'public', scope: 'nobody' };
/** The form of a survey: the token in the address is what lets in. */
const form: RouteEntry = { permission: 'public', scope: 'nobody' };
const about = (scope: RouteScope, permission: PermissionName, look?: string): RouteEntry => ({ permission, scope, look });

/** Every route of the service, as Nest has it: method and pattern. A route that is missing here is refused to everybody. */
export const ROUTES: Readonly<Record<string, RouteEntry>> = {
  'GET /health/live': free,
  'GET /health/ready': free,
  'GET /openapi.json': free,
  'GET /docs': free,
  'GET /docs/start.js': free,
  'GET /docs/:asset': free,
  'GET /style.css': free,
  'GET /login': free,
  'POST /login': free,
  'POST /logout': free,
  // Whoever holds the one-time token of an invitation; nobody else finds anything there.
  'GET /survey/:token': form,
  'POST /survey/:token': form,
  'GET /survey.css': free,
  'GET /survey-invitations': about('list', 'ask-customers', 'survey-invitations'),
  'POST /customers/:customerNo/survey-answers': about('customer', 'ask-customers'),
  'POST /survey-messages/take': about('list', 'send-messages', 'survey-messages'),
  'POST /survey-messages/sent': about('nobody', 'send-messages'),
  'GET /metrics': about('nobody', 'read-service'),

  'GET /': about('nobody', 'anybody'),
  'GET /view/customers': about('nobody', 'anybody'),
  'GET /view/customers/:customerNo': about('customer', 'read-customer', 'page'),

  'GET /customers/:customerNo': about('customer', 'read-customer', 'record'),
  'GET /customers/:customerNo/score': about('customer', 'read-customer', 'score'),
  'GET /customers/:customerNo/explanation': about('customer', 'read-customer', 'explanation'),
  'GET /customers/:customerNo/entries/:entryId': about('customer', 'read-customer', 'entry'),
  'GET /customers/:customerNo/history': about('customer', 'read-customer', 'history'),
  'GET /customers/:customerNo/events': about('customer', 'read-events', 'events'),
  'GET /customers/:customerNo/access-log': about('customer', 'read-access-log', 'access-log'),
  'GET /customers/:customerNo/reports/:reportNo/informant': about('customer', 'read-informant', 'informant'),
  'GET /events/:id': about('event', 'read-events', 'event'),

  'GET /scores': about('list', 'read-lists', 'list'),
  'GET /scores.csv': about('list', 'export-scores', 'score-file'),
  'GET /lists/grades': about('list', 'read-lists', 'list'),
  'GET /lists/open-arrears': about('list', 'read-lists', 'list'),
  'GET /lists/changes': about('list', 'read-lists', 'list'),
  'POST /backtest': about('list', 'export-scores', 'backtest'),
  'POST /rulebook/impact': about('list', 'export-scores', 'impact'),

  'GET /ratings': about('list', 'read-decisions', 'ratings'),
  'GET /ratings/:id': about('rating', 'read-decisions', 'rating'),
  'GET /objections': about('list', 'read-decisions', 'objections'),

  'GET /rulebook/editions': about('nobody', 'read-rulebook'),
  'GET /rulebook/editions/:id': about('nobody', 'read-rulebook'),
  'POST /rulebook/editions/validate': about('nobody', 'judge-editions'),
  'GET /calendar': about('nobody', 'read-rulebook'),

  'GET /questionnaires': about('nobody', 'read-questionnaires'),
  'GET /questionnaires/:id': about('nobody', 'read-questionnaires'),
  'POST /questionnaires/:id/answers': about('nobody', 'run-surveys'),
  'GET /waves': about('nobody', 'read-satisfaction'),
  'GET /measures': about('nobody', 'read-satisfaction'),
  'GET /waves/:id': about('nobody', 'read-satisfaction'),
  'GET /satisfaction': about('nobody', 'read-satisfaction'),
  'GET /satisfaction.csv': about('nobody', 'read-satisfaction'),
  'GET /satisfaction/model': about('nobody', 'read-satisfaction'),
  'POST /satisfaction/model': about('nobody', 'read-satisfaction'),
  'GET /satisfaction/short-plank': about('nobody', 'read-satisfaction'),
  'GET /satisfaction/themes': about('nobody', 'read-satisfaction'),

  'GET /commands': about('nobody', 'anybody'),
  'GET /commands/:name/schema': about('nobody', 'anybody'),
  'POST /commands/:name': about('command', 'anybody'),
};
