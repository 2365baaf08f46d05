import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import { inTheNameOf } from '#platform/deciding/person-behind.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { formatDay } from '#platform/kernel/day.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import type { DataLookedAt, Selection } from '../events.js';
import type { Person } from '../person.js';
import { KnownCustomers } from './known-customers.js';
import { LookStreams } from './look-streams.js';
import { MOST_NAMED, named, ranked } from './selection.js';

/** Who looks at what; to be recorded before it is shown. */
export interface Look {
  readonly person: Person;
  readonly purpose: string | null;
  /** What is shown: record, explanation, list … */
  readonly what: string;
  /** What was asked, as it was asked. */
  readonly asked?: Readonly<Record<string, unknown>>;
  /** The position that the answer rests on. */
  readonly restsOn?: number | null;
  /** Everybody who is shown. */
  readonly customers: Iterable<string>;
  readonly correlationId?: string;
}

/** Writes down who looked at whom. An answer is given only after `record` has resolved. */
@Injectable()
export class Looks {
  readonly #streams: LookStreams;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly known: KnownCustomers,
  ) {
    this.#streams = new LookStreams(store);
  }

  /** Committed when it resolves; throws when it cannot be written, and then nothing may be shown. */
  async record({ person, purpose, what, asked = {}, restsOn = null, customers, correlationId = randomUUID() }: Look): Promise<void> {
    const payload: DataLookedAt['payload'] = {
      what,
      roles: [...person.roles],
      through: person.through,
      ...(purpose === null ? {} : { purpose }),
      asked: keepable(asked),
      ...(restsOn === null ? {} : { rests_on: String(restsOn) }),
      selection: await this.#selection(new Set(customers)),
    };
    const occurredOn = formatDay(todayIn(this.config.zone, this.clock));
    await this.#streams.append(
      { type: 'DataLookedAt', version: 1, occurredOn, customers: [], payload: JSON.parse(JSON.stringify(payload)) as never },
      { actor: inTheNameOf(person.subject, person.actingAs), origin: 'live', correlationId, causationId: null },
    );
  }

  async #selection(customers: ReadonlySet<string>): Promise<Selection> {
    if (customers.size <= MOST_NAMED) return named([...customers]);
    const { everybody, position } = await this.known.everybody();
    return ranked(everybody, customers, position);
  }
}

/** What was asked as short texts; the language and the purpose stand elsewhere or say nothing of the selection. */
function keepable(asked: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([name, value]) => name !== 'lang' && name !== 'purpose' && ['string', 'number', 'boolean'].includes(typeof value))
      .slice(0, 20)
      .map(([name, value]) => [name.slice(0, 40), String(value).slice(0, 400).toWellFormed()]),
  );
}
