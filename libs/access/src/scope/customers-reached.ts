import { Inject, Injectable } from '@nestjs/common';
import { customerStream, type CustomerEvent } from '#customers/events.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { notAllowed, reaches, reachOf, type Reach } from '../deciding/may.js';
import type { Person } from '../person.js';
import type { PermissionName } from '../table/permissions.js';
import { regionOf } from './region-of.js';

/** Which customers are within a person's reach. Reads the customer's own stream, so that a change of region holds at once. */
@Injectable()
export class CustomersReached {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /**
   * Refuses with 403 what the person may not do at all. A customer out of reach is refused with 404, in the words of one
   * that does not exist: whether somebody is a customer elsewhere is not the asker's business.
   */
  async require(person: Person, name: PermissionName, customerNo: string): Promise<void> {
    const reach = reachOf(person, name);
    if (!reach) throw notAllowed(person, name);
    if (!(await this.within(reach, customerNo))) throw refuse('unknown-customer', `There is no customer ${customerNo}.`, 404, { field: 'customerNo', value: customerNo });
  }

  async within(reach: Reach, customerNo: string): Promise<boolean> {
    if (reach.kind === 'regions' && reach.regions === null) return true;
    return reaches(reach, customerNo, reach.kind === 'own' ? null : await this.regionOf(customerNo));
  }

  /** Null also where there is no such customer. */
  async regionOf(customerNo: string): Promise<string | null> {
    const events = await this.store.readStream(customerStream(customerNo));
    return regionOf(events.map(({ envelope, payload }) => ({ id: envelope.id, event: { type: envelope.type, payload } as unknown as CustomerEvent }))) ?? null;
  }
}
