import { refuse } from '#platform/deciding/refusal.js';

/** Whose bearer tokens are taken, and where in them it stands who somebody is. */
export interface TokenSettings {
  /** The OpenID Connect provider; null: the local issuer, whose key lies in the home folder. */
  readonly issuer: string | null;
  readonly audience: string;
  /** Where the provider's keys are; null: where its discovery document says. */
  readonly jwksUri: string | null;
  /** Signature algorithms taken; never a symmetric one, never none. */
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
  /** Names of claims; dots lead into objects (`realm_access.roles`). */
  readonly claims: { readonly subject: string; readonly roles: string; readonly region: string; readonly customer: string };
  /** What the provider calls a role → the role, where the names differ. */
  readonly roleNames: Readonly<Record<string, string>>;
  /** The local issuer's tokens are taken where others reach the service as well. */
  readonly localTokens: boolean;
  /** Without a token the command line does nothing either. */
  readonly tokenRequired: boolean;
}

export const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
const USUAL = 'RS256,PS256,ES256,EdDSA';

/** Reads the environment. Refuses, with status 400, what is set to something impossible. */
export function readTokenSettings(get: (name: string) => string | undefined): TokenSettings {
  const issuer = address('GRIDLEDGER_OIDC_ISSUER', get('GRIDLEDGER_OIDC_ISSUER'));
  const algorithms = (get('GRIDLEDGER_OIDC_ALGORITHMS') ?? USUAL).split(',').map((name) => name.trim());
  const unfit = algorithms.filter((name) => !ASYMMETRIC.includes(name));
  if (unfit.length > 0) throw refuse('impossible-setting', `GRIDLEDGER_OIDC_ALGORITHMS names '${unfit.join("', '")}'; expected are some of ${ASYMMETRIC.join(', ')}.`, 400);
  const tolerance = get('GRIDLEDGER_OIDC_CLOCK_TOLERANCE') ?? '30';
  if (!/^\d{1,3}$/.test(tolerance) || Number(tolerance) > 300) throw refuse('impossible-setting', `GRIDLEDGER_OIDC_CLOCK_TOLERANCE is '${tolerance}'; expected are 0 to 300 seconds.`, 400);
  return {
    issuer,
    audience: get('GRIDLEDGER_OIDC_AUDIENCE') ?? 'gridledger',
    jwksUri: address('GRIDLEDGER_OIDC_JWKS_URI', get('GRIDLEDGER_OIDC_JWKS_URI')),
    algorithms,
    clockToleranceSeconds: Number(tolerance),
    claims: {
      subject: get('GRIDLEDGER_OIDC_SUBJECT_CLAIM') ?? 'sub',
      roles: get('GRIDLEDGER_OIDC_ROLES_CLAIM') ?? 'roles',
      region: get('GRIDLEDGER_OIDC_REGION_CLAIM') ?? 'region',
      customer: get('GRIDLEDGER_OIDC_CUSTOMER_CLAIM') ?? 'customer_no',
    },
    roleNames: roleNames(get('GRIDLEDGER_OIDC_ROLE_NAMES')),
    localTokens: get('GRIDLEDGER_LOCAL_TOKENS') === 'true',
    tokenRequired: issuer !== null || get('GRIDLEDGER_TOKEN_REQUIRED') === 'true',
  };
}

// Keys fetched in the clear could be anybody's; only a provider on this machine may speak plain HTTP.
function address(name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const here = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && here)) && url.username === '') return text;
  throw refuse('impossible-setting', `${name} is not the address of an OpenID Connect provider: expected is https://…`, 400);
}

function roleNames(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes(''))) throw refuse('impossible-setting', `GRIDLEDGER_OIDC_ROLE_NAMES is '${text}'; expected is THEIR-NAME=role,THEIR-NAME=role.`, 400);
  return Object.fromEntries(pairs) as Record<string, string>;
}
