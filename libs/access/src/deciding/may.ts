import { refuse, type Refusal } from '#platform/deciding/refusal.js';
import type { Person, Role } from '../person.js';
import { PERMISSIONS, type PermissionName } from '../table/permissions.js';

/** How far a person's permission reaches; `regions` null: everywhere. */
export type Reach = { readonly kind: 'own'; readonly customerNo: string } | { readonly kind: 'regions'; readonly regions: readonly string[] | null };

/** How far a person may do something; null: not at all. A role that may everywhere outweighs one that may on the own record only. */
export function reachOf(person: Person, name: PermissionName): Reach | null {
  const granted = person.roles.map((role) => PERMISSIONS[name].roles[role]);
  if (granted.includes('yes')) return { kind: 'regions', regions: person.roles.every((role) => role === 'customer') ? null : person.regions };
  return granted.includes('own') && person.customerNo !== null ? { kind: 'own', customerNo: person.customerNo } : null;
}

/** The refusal (403) that tells who may; null where the person may. */
export function refusalOf(person: Person, name: PermissionName): Refusal | null {
  return reachOf(person, name) ? null : notAllowed(person, name);
}

export function notAllowed(person: Person, name: PermissionName): Refusal {
  const may = Object.keys(PERMISSIONS[name].roles).map(words);
  const held = person.roles.length === 0 ? 'no role' : `the role${person.roles.length > 1 ? 's' : ''} ${list(person.roles.map(words))}`;
  return refuse('not-allowed', `${person.subject} holds ${held} and may not ${PERMISSIONS[name].en}; that is for ${may.length === 0 ? 'nobody' : list(may)}.`, 403);
}

/** The refusal (403) of an empty or missing purpose where one must be named; null where none is missing. */
export function purposeMissing(person: Person, name: PermissionName, purpose: string | null): Refusal | null {
  const { purpose: demanded, en } = PERMISSIONS[name];
  if (demanded === undefined || purpose !== null) return null;
  if (demanded !== 'everybody' && !person.roles.every((role) => demanded.includes(role) || PERMISSIONS[name].roles[role] === undefined)) return null;
  return refuse('purpose-missing', `To ${en} one names the purpose: in the header X-Purpose, or with --purpose TEXT.`, 403, { field: 'purpose' });
}

/** Whether a customer lies within a reach. A customer without a region belongs to nobody who holds only some. */
export function reaches(reach: Reach, customerNo: string, region: string | null): boolean {
  if (reach.kind === 'own') return reach.customerNo === customerNo;
  return reach.regions === null || (region !== null && reach.regions.includes(region));
}

const words = (role: string): string => role.replace('-', ' ');
const list = (items: readonly string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`);

/** Whether the roles let one do more than look at the own record. */
export const holds = (person: Person, role: Role): boolean => person.roles.includes(role);
