import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';

/** Everybody who ever was a customer, in the order in which they came into the log: the ranks of selections. */
@Injectable()
export class KnownCustomers {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
  ) {}

  /** All of them up to a position that the log has reached. */
  async everybody(): Promise<{ everybody: string[]; position: number }> {
    const position = await this.store.settle();
    await this.projector.catchUp(position);
    const { rows } = await this.pool.query<{ customer_no: string }>('SELECT customer_no FROM access_customer_v1 WHERE opened_at <= $1 ORDER BY opened_at', [position]);
    return { everybody: rows.map((row) => row.customer_no), position };
  }
}
