import type { NumberedEvent } from '#platform/event-store/event-store.js';
import { causeOf, type PoisonClass } from './failure-class.js';
import { keysOf } from './keys.js';
import { partitionOf, type Partition } from './partition.js';
import type { Queryable } from './projection.js';
import type { Stage } from './read-model-schema.js';

/** One partition of one version of a read model, live or being built. */
export interface Portion {
  readonly name: string;
  readonly version: number;
  readonly stage: Stage;
  readonly partition: Partition;
}

const values = ({ name, version, stage, partition }: Portion): unknown[] => [name, version, stage, partition.index];

/** The keys of a portion behind which events wait, and the notes about both kinds of events. */
export class Parking {
  readonly #keys: Set<string>;

  constructor(
    private readonly db: Queryable,
    private readonly portion: Portion,
    keys: readonly string[],
  ) {
    this.#keys = new Set(keys);
  }

  get size(): number {
    return this.#keys.size;
  }

  /** The events that may be applied; those behind a parked one are noted as held. */
  async passing(events: readonly NumberedEvent[]): Promise<readonly NumberedEvent[]> {
    if (this.#keys.size === 0) return events;
    const held: { key: string; position: number }[] = [];
    const passing = events.filter((event) => {
      const key = keysOf(event).find((one) => this.#keys.has(one));
      if (key !== undefined) held.push({ key, position: event.position });
      return key === undefined;
    });
    if (held.length > 0) {
      await this.db.query(
        `INSERT INTO projection_held (name, version, stage, partition, key, position) SELECT $1, $2, $3, $4, key, position
         FROM unnest($5::text[], $6::bigint[]) AS held (key, position) ON CONFLICT DO NOTHING`,
        [...values(this.portion), held.map(({ key }) => key), held.map(({ position }) => position)],
      );
    }
    return passing;
  }

  /** Parks the key of an event. `at`: the recorded time at which this is noticed. */
  async park(event: NumberedEvent, poison: PoisonClass, error: unknown, at: string): Promise<void> {
    const { index, count } = this.portion.partition;
    const key = keysOf(event).find((one) => partitionOf(one, count) === index) ?? keysOf(event)[0];
    this.#keys.add(key);
    await this.db.query(
      `INSERT INTO projection_parked (name, version, stage, partition, key, position, event_id, event_type, class, cause, first_at, last_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [...values(this.portion), key, event.position, ...named(event), poison, causeOf(error), event.recordedAt, at],
    );
  }
}

/** Its id and type; where the envelope cannot be read, its position alone names it. */
function named(event: NumberedEvent): [id: string, type: string] {
  try {
    return [event.envelope.id, event.envelope.type];
  } catch {
    return ['00000000-0000-0000-0000-000000000000', '?'];
  }
}
