// What the platform provides to Nest's injector: @Inject(TOKEN) private readonly name: Type. The types in brackets.

/** Config (config/config.ts) */
export const CONFIG = Symbol('CONFIG');
/** Clock (config/clock.ts) */
export const CLOCK = Symbol('CLOCK');
/** pg.Pool on the product's database, migrated */
export const DATABASE = Symbol('DATABASE');
/** OpenedDatabase (open-database.ts): the same, with the owner's address for the rare work that the application may not do */
export const OPENED_DATABASE = Symbol('OPENED_DATABASE');
/** EventTypes (event-store/event-types.ts): rooms register theirs when their module is created */
export const EVENT_TYPES = Symbol('EVENT_TYPES');
/** EventStore (event-store/event-store.ts) */
export const EVENT_STORE = Symbol('EVENT_STORE');
/** Projector (projecting/projector.ts): read models are added to it when their module is created */
export const PROJECTOR = Symbol('PROJECTOR');
/** Processor (processing/processor.ts): processes are added to it when their module is created */
export const PROCESSOR = Symbol('PROCESSOR');
/** Vault (personal-data/vault.ts) */
export const VAULT = Symbol('VAULT');
/** Integrity (integrity/integrity.ts) */
export const INTEGRITY = Symbol('INTEGRITY');
/** Wrapping (personal-data/subject-keys.ts): what the keys of personal data are wrapped with */
export const WRAPPING = Symbol('WRAPPING');
/** MasterKey (personal-data/master-key.ts) */
export const MASTER_KEY = Symbol('MASTER_KEY');
