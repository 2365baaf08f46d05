import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { notAllowed, purposeMissing, reachOf, type Reach } from '#access/deciding/may.js';
import type { Person } from '#access/person.js';
import { CommandScope, unknownRating } from '#access/scope/command-scope.js';
import { CustomersReached } from '#access/scope/customers-reached.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { personIn } from './authentication.js';
import { purposeOf } from './purpose.js';
import { EdgeRefusal } from './problem.js';
import { showing } from './record-look.js';
import { routeEntry } from './route-entry.js';

/**
 * Lets nobody past who may not: the entry of the route says which permission it takes and whom it is about. It goes by
 * the pattern that express has matched, not by the address, so that no way of writing an address leads around it.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly customers: CustomersReached,
    private readonly commands: CommandScope,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const pattern = (request.route as { path: string }).path;
    const entry = routeEntry(request.method, pattern);
    if (!entry) throw new EdgeRefusal(403, 'not-in-table', `The route ${request.method} ${pattern} has no entry in the table of permissions (libs/access/src/table/routes.ts): nobody may use it.`);
    if (entry.permission === 'public') return true;
    const person = personIn(response);
    const reach = reachOf(person, entry.permission);
    if (!reach) throw notAllowed(person, entry.permission);
    const missing = purposeMissing(person, entry.permission, purposeOf(request));
    if (missing) throw missing;
    const params = request.params as Readonly<Record<string, string>>;
    switch (entry.scope) {
      case 'nobody':
      case 'list':
        return true;
      case 'customer':
        await this.customers.require(person, entry.permission, params.customerNo);
        showing(response)([params.customerNo]);
        return true;
      case 'rating':
        for (const no of await this.commands.customersOfRating(params.id)) {
          if (!(await this.customers.within(reach, no))) throw unknownRating(params.id);
          showing(response)([no]);
        }
        return true;
      case 'event':
        await this.requireEvent(person, reach, params.id);
        showing(response)((await this.store.readEvent(params.id))?.envelope.customers ?? []);
        return true;
      case 'command':
        await this.commands.require(person, params.name, request.body);
        return true;
    }
  }

  /** Refuses an event about anybody out of reach like one that does not exist; one about nobody is not a customer's business, and a look is read by whoever may read the access log. */
  private async requireEvent(person: Person, reach: Reach, id: string): Promise<void> {
    const { customers, type } = (await this.store.readEvent(id))?.envelope ?? { customers: [], type: '' };
    const allowed = customers.length > 0 || (reach.kind === 'regions' && (type !== 'DataLookedAt' || reachOf(person, 'read-access-log')?.kind === 'regions'));
    for (const within of [allowed, ...(await Promise.all(customers.map((no) => this.customers.within(reach, no))))]) {
      if (!within) throw refuse('unknown-event', `There is no event '${id.slice(0, 100)}'.`, 404, { field: 'id', value: id.slice(0, 100) });
    }
  }
}
