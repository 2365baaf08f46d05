import { refuse } from '#platform/deciding/refusal.js';
import type { Person } from '../person.js';
import type { PermissionName } from '../table/permissions.js';
import { notAllowed, reachOf } from './may.js';

/** What a list has to be narrowed to for a person: some regions, one customer, or (both null) nothing. */
export interface Narrowing {
  readonly regions: readonly string[] | null;
  readonly customerNo: string | null;
}

/** Refuses (403) whoever may not have the list, and one who asks for a region of others. */
export function narrowing(person: Person, name: PermissionName, region?: string): Narrowing {
  const reach = reachOf(person, name);
  if (!reach) throw notAllowed(person, name);
  if (reach.kind === 'own') return { regions: null, customerNo: reach.customerNo };
  if (region !== undefined && reach.regions !== null && !reach.regions.includes(region)) {
    throw refuse('beyond-regions', `${person.subject} sees the customers of ${reach.regions.join(', ')} only, not of ${region.slice(0, 100)}.`, 403, { field: 'region', value: region.slice(0, 100) });
  }
  return { regions: reach.regions, customerNo: null };
}
