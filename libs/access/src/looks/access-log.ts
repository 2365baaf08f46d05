import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import type { DataLookedAt } from '../events.js';

/** One look at a customer, as the log has it. */
export interface LoggedLook extends Omit<DataLookedAt['payload'], 'selection'> {
  readonly position: number;
  readonly recordedAt: string;
  /** Id of its event. */
  readonly event: string;
  readonly who: string;
  /** How many customers were shown by it. */
  readonly customers: number;
}

export interface AccessLogPage {
  readonly total: number;
  readonly looks: readonly LoggedLook[];
}

interface Row {
  position: string;
  recorded_at: string;
  event: string;
  who: string;
  look: string;
  customers: number;
  total: string;
}

// A CASE, because a condition joined by AND may be worked out in any order, and get_bit refuses a bit beyond the end.
const LOOKS = `
  FROM access_look_v1 l WHERE l.position IN (SELECT position FROM access_look_customer_v1 WHERE customer_no = $1)
    OR (l.known_at >= $2 AND CASE WHEN l.bits IS NULL THEN true WHEN octet_length(l.bits) * 8 > $3 THEN get_bit(l.bits, $3) = 1 ELSE false END)`;

/** Who looked at a customer, the latest first. */
@Injectable()
export class AccessLog {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
  ) {}

  /** A page, from 1. Refuses, with status 404, somebody who never was a customer. */
  async of(customerNo: string, page: number, size: number): Promise<AccessLogPage> {
    await this.store.settle();
    await this.projector.catchUp();
    const known = await this.pool.query<{ opened_at: string; rank: string }>(
      'SELECT c.opened_at, (SELECT count(*) FROM access_customer_v1 o WHERE o.opened_at < c.opened_at) AS rank FROM access_customer_v1 c WHERE c.customer_no = $1',
      [customerNo],
    );
    if (known.rows.length === 0) throw refuse('unknown-customer', `There is no customer ${customerNo}.`, 404, { field: 'customerNo', value: customerNo });
    const values = [customerNo, known.rows[0].opened_at, Number(known.rows[0].rank)];
    const [{ rows }, count] = await Promise.all([
      this.pool.query<Row>(`SELECT l.position, l.recorded_at, l.event, l.who, l.look, l.customers ${LOOKS} ORDER BY l.position DESC LIMIT $4 OFFSET $5`, [...values, size, (page - 1) * size]),
      this.pool.query<{ total: string }>(`SELECT count(*) AS total ${LOOKS}`, values),
    ]);
    return {
      total: Number(count.rows[0].total),
      looks: rows.map(({ position, recorded_at, event, who, look, customers }) => ({
        position: Number(position), recordedAt: recorded_at, event, who, customers, ...(JSON.parse(look) as Omit<DataLookedAt['payload'], 'selection'>),
      })),
    };
  }
}
