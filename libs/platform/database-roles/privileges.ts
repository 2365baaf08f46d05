type Verb = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** What the application's role may do with one table of the schema `public`, and why no less. */
export interface TablePrivileges {
  readonly may: readonly Verb[];
  /** UPDATE of these columns only. */
  readonly updates?: readonly string[];
  readonly because: string;
}

/**
 * All that the application's role may do where the log lies. Whatever is not listed is refused; a migration that adds a
 * table adds it here. Nobody but the owner may TRUNCATE, reference, attach triggers, alter or drop.
 */
export const TABLES: Readonly<Record<string, TablePrivileges>> = {
  event: { may: ['SELECT', 'INSERT'], because: 'the log is read and appended to, and never changed' },
  event_position: { may: ['SELECT'], because: 'only number_events writes here, with the rights of its owner' },
  event_unnumbered: { may: ['SELECT', 'INSERT'], because: 'an append queues its range; number_events takes it out' },
  eventstoredb_position: { may: ['SELECT', 'INSERT'], because: 'places in an EventStoreDB are written once, as they are read there' },
  eventstoredb_harm: { may: ['SELECT', 'INSERT'], because: 'what was seen stays noted' },
  subject_key: { may: ['SELECT', 'INSERT'], updates: ['wrapped', 'destroyed_at', 'restricted_at'], because: 'erasure takes the key out and leaves the row' },
  document: { may: ['SELECT', 'INSERT'], updates: ['customer_no'], because: 'a claim that nothing stands behind is taken over' },
  projection_checkpoint: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'it moves with the rows of a read model, which is thrown away with it' },
  sealed_run: { may: ['SELECT', 'INSERT'], because: 'what is sealed stays sealed' },
  sealed_block: { may: ['SELECT', 'INSERT'], because: 'what is sealed stays sealed' },
  sealed_entry: { may: ['SELECT', 'INSERT'], updates: ['events', 'last', 'chain'], because: 'the map moves with every checkpoint' },
  checkpoint: { may: ['SELECT', 'INSERT'], because: 'what was signed stays signed' },
  checkpoint_published: { may: ['SELECT', 'INSERT'], updates: ['size', 'serial'], because: 'it moves as places outside take checkpoints' },
  projection_parked: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'a parked event goes when it is applied, and with its read model' },
  projection_held: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'what waits behind a parked event goes with it' },
  projection_pause: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'operators pause and resume' },
  projection_rebuild: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'a rebuild begins and ends' },
  projection_switch: { may: ['SELECT', 'INSERT'], because: 'what was switched, by whom and why, stays noted' },
  projection_digest: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'the last digest takes the place of the one before' },
  process_checkpoint: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'it moves with the tasks and timers of a process' },
  process_timer: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'a timer is set, and goes when it is due' },
  process_task: { may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], because: 'a task goes when it is done' },
  survey_outbox: { may: ['SELECT', 'INSERT', 'DELETE'], updates: ['taken_at'], because: 'a link waits for the gateway and goes when it was sent' },
  survey_spent: { may: ['SELECT', 'INSERT'], updates: ['recorded'], because: 'what was answered once is answered for good' },
  survey_letter: { may: ['SELECT', 'INSERT', 'DELETE'], because: 'letters are written anew whenever one comes, and go when they are released' },
  schema_migration: { may: ['SELECT'], because: 'a release finds out whether the database is its own' },
  privileges_granted: { may: ['SELECT'], because: 'granted by the owner only' },
};

/** Sequences it may draw from; setting one back is not among it. */
export const SEQUENCES: readonly string[] = ['event_seq', 'parking_id'];

/** Functions that only the owner and the application may call: they act with the rights of their owner. */
export const FUNCTIONS: readonly string[] = ['number_events(bigint)'];

/** Schemas that are its own: read models are made, filled and dropped there, and rebuilt from the log at any time. */
export const OWN_SCHEMAS: readonly string[] = ['read_model', 'read_model_building'];
