import { Global, Inject, Module, type DynamicModule, type InjectionToken, type Type } from '@nestjs/common';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { EventTypes } from '#platform/event-store/event-types.js';
import type { Integrity } from '#platform/integrity/integrity.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { CLOCK, CONFIG, EVENT_STORE, EVENT_TYPES, INTEGRITY, VAULT } from '#platform/tokens.js';
import { Erasures, type AskFacts } from './erasures.js';
import { erasureEventTypes } from './event-types.js';

const FACTS = Symbol('FACTS');

/** The service door of the erasure room. What the other rooms know of a person is asked through `facts`. */
@Global()
@Module({})
export class ErasureModule {
  constructor(@Inject(EVENT_TYPES) types: EventTypes) {
    types.register(erasureEventTypes);
  }

  static forRoot(facts: { readonly imports: readonly Type[]; readonly inject: readonly InjectionToken[]; readonly useFactory: (...injected: never[]) => AskFacts }): DynamicModule {
    return {
      module: ErasureModule,
      imports: [...facts.imports],
      providers: [
        { provide: FACTS, inject: [...facts.inject], useFactory: facts.useFactory as (...injected: unknown[]) => AskFacts },
        {
          provide: Erasures,
          inject: [EVENT_STORE, VAULT, CLOCK, CONFIG, INTEGRITY, FACTS],
          useFactory: (store: EventStore, vault: Vault, clock: Clock, config: Config, { keys }: Integrity, ask: AskFacts) => new Erasures({ store, vault, clock, config, keys, facts: ask }),
        },
      ],
      exports: [Erasures],
    };
  }
}
