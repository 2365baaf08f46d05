import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projection } from '#platform/projecting/projection.js';
import { audit } from './auditing/audit.js';
import type { Audit, AuditOptions } from './auditing/audit.js';
import { checkKeyInOffice } from './checkpoints/key-in-office.js';
import { latestCheckpoint } from './checkpoints/checkpoint-table.js';
import type { KeptCheckpoint } from './checkpoints/checkpoint-table.js';
import type { SigningKeyFile } from './checkpoints/signing-key-file.js';
import type { VerifierKey } from './proof/verifier-key.js';
import { Publisher } from './publishing/publisher.js';
import type { PublishingFailure } from './publishing/publisher.js';
import { SealedLog } from './sealed-log.js';
import { keepSealing } from './sealing/keep-sealing.js';
import { sealInThread } from './sealing/seal-in-thread.js';
import type { SealingWorkerData } from './sealing/sealing-worker.js';
import type { CheckpointPolicy } from './sealing/keep-sealing.js';
import { Sealer } from './sealing/sealer.js';

export interface IntegrityOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly keys: SigningKeyFile;
  readonly policy: CheckpointPolicy;
  /** For a thread of its own, where the log lies in the database itself; null: what is kept up is kept up in this thread. */
  readonly thread: Pick<SealingWorkerData, 'url' | 'keys'> | null;
  /** Where checkpoints are published: file:…, git:…, https://…. */
  readonly publish: readonly string[];
  /** The read models that an audit compares. */
  readonly projections: () => readonly Projection[];
}

/** The log that shows tampering: sealed behind the writers, signed, published. */
export class Integrity {
  readonly sealer: Sealer;
  /** Proofs out of the sealed log. */
  readonly log: SealedLog;
  readonly publisher: Publisher;
  readonly keys: SigningKeyFile;

  constructor(private readonly options: IntegrityOptions) {
    this.sealer = new Sealer(options.pool, options.store);
    this.log = new SealedLog(options.pool);
    this.publisher = new Publisher(options.pool, options.publish);
    this.keys = options.keys;
  }

  /** Seals everything that is committed and signs a checkpoint of it. Refuses, without a checkpoint, a key that is not in office. */
  async checkpoint(onProgress?: (position: number) => void): Promise<KeptCheckpoint> {
    await this.sealer.seal(undefined, onProgress);
    return this.#sign();
  }

  /** The same, and publishes what has not been published yet; failures are told, not thrown. */
  async checkpointAndPublish(): Promise<{ readonly checkpoint: KeptCheckpoint; readonly failures: readonly PublishingFailure[] }> {
    const checkpoint = await this.checkpoint();
    return { checkpoint, failures: await this.publisher.publish() };
  }

  /** Brings a new signing key into office, by a checkpoint that both have signed. Safe to run again after it was killed. */
  async rotateKey(): Promise<KeptCheckpoint> {
    await this.sealer.seal();
    const next = this.keys.successor();
    const latest = await latestCheckpoint(this.options.pool);
    if (latest?.note.includes(next.line.slice('PRIVATE+KEY+'.length).split('+').slice(0, 2).join('+'))) {
      // The handover was signed, and the process was killed before the file was replaced.
      this.keys.succeed();
      return latest;
    }
    checkKeyInOffice(this.keys.key(), latest);
    const checkpoint = await this.sealer.checkpoint(this.keys.key(), next);
    this.keys.succeed();
    return checkpoint;
  }

  /** Holds the log against its seals, and the read models against the log. `trusted`: the key to believe; null: the one of this installation. */
  audit({ trusted, ...options }: Pick<AuditOptions, 'witnessed' | 'readModels' | 'onProgress'> & { readonly trusted: VerifierKey | null }): Promise<Audit> {
    const { pool, store, projections } = this.options;
    return audit({ pool, store, projections: projections(), trusted: trusted ?? this.keys.verifiers()[0], ...options });
  }

  /** Seals, signs and publishes until the signal is aborted. */
  async keep(onError: (error: Error) => void, signal: AbortSignal): Promise<void> {
    const { store, policy, thread } = this.options;
    const now = (): number => performance.now();
    const sealing = thread
      ? sealInThread({ ...thread, policy }, { onError, onSigned: () => this.publisher.wake() }, signal)
      : keepSealing({ store, sealer: this.sealer, sign: () => this.#sign(), policy, now, onError }, signal);
    await Promise.all([sealing, this.publisher.keep(onError, signal)]);
  }

  async #sign(): Promise<KeptCheckpoint> {
    checkKeyInOffice(this.keys.key(), await latestCheckpoint(this.options.pool));
    const checkpoint = await this.sealer.checkpoint(this.keys.key());
    this.publisher.wake();
    return checkpoint;
  }
}
