import type { TokenSettings } from '#platform/config/token-settings.js';
import { ACTING_AS } from '#platform/deciding/person-behind.js';
import { plainName } from '#platform/deciding/same-person.js';
import { ROLES, type Person, type Role } from '../person.js';

const LONGEST = 200;

/** What a verified token says of its holder, or the sentence why it says nothing of use. */
export function personOfClaims(claims: Readonly<Record<string, unknown>>, settings: Pick<TokenSettings, 'claims' | 'roleNames'>): Person | string {
  const subject = at(claims, settings.claims.subject);
  if (typeof subject !== 'string' || plainName(subject) === '' || subject.length > LONGEST || /\p{Cc}/u.test(subject)) {
    return `its claim '${settings.claims.subject}' is no name of 1 to ${LONGEST} characters`;
  }
  if (plainName(subject).includes(plainName(ACTING_AS).trim())) return `its subject reads like somebody acting in another's name`;
  const named = texts(at(claims, settings.claims.roles));
  if (named === null) return `its claim '${settings.claims.roles}' is no list of roles`;
  // A provider knows roles of other applications as well: those are not ours to understand.
  const roles = [...new Set(named.map((name) => settings.roleNames[name] ?? name))].filter((name): name is Role => (ROLES as readonly string[]).includes(name));
  const regions = texts(at(claims, settings.claims.region));
  // Left out, it means everywhere; an empty or malformed one means nothing of the kind.
  if (at(claims, settings.claims.region) !== undefined && (regions === null || regions.length === 0)) return `its claim '${settings.claims.region}' names no region`;
  const customer = at(claims, settings.claims.customer);
  if (customer !== undefined && (typeof customer !== 'string' || customer === '' || customer.length > LONGEST)) return `its claim '${settings.claims.customer}' is no customer number`;
  if (roles.includes('customer') && customer === undefined) return `it gives the role customer without saying which customer, in '${settings.claims.customer}'`;
  return { subject, roles, regions, customerNo: (customer as string | undefined) ?? null, through: 'token' };
}

function at(claims: unknown, path: string): unknown {
  // A claim may itself have dots in its name, as addresses do.
  if (typeof claims === 'object' && claims !== null && Object.hasOwn(claims, path)) return (claims as Record<string, unknown>)[path];
  const dot = path.indexOf('.');
  return dot < 0 || typeof claims !== 'object' || claims === null || !Object.hasOwn(claims, path.slice(0, dot)) ? undefined : at((claims as Record<string, unknown>)[path.slice(0, dot)], path.slice(dot + 1));
}

function texts(value: unknown): string[] | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((text) => text !== '');
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '') ? (value as string[]) : null;
}
