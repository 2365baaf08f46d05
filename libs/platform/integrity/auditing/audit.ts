import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { Projection } from '#platform/projecting/projection.js';
import type { VerifierKey } from '../proof/verifier-key.js';
import { auditLog } from './audit-log.js';
import { AuditedPostgres } from './audited-postgres.js';
import { AuditedEventStoreDb } from './audited-store.js';
import { auditReadModels } from './audit-read-models.js';
import type { ReadModelDigests } from './audit-read-models.js';
import type { WitnessedCheckpoint } from './checkpoint-book.js';
import { Findings } from './finding.js';
import type { Finding } from './finding.js';

export interface AuditOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly projections: readonly Projection[];
  /** The first key that is believed; its successors follow from the checkpoints. */
  readonly trusted: VerifierKey;
  readonly witnessed: readonly WitnessedCheckpoint[] | null;
  readonly readModels: boolean;
  readonly onProgress?: (phase: 'log' | 'read models', done: number, total: number) => void;
}

export interface Audit {
  /** `unknown`: there is a log, and nothing that it could be held against. */
  readonly outcome: 'clean' | 'findings' | 'unknown';
  readonly findings: readonly Finding[];
  readonly events: number;
  readonly checkpoints: number;
  readonly signed: number;
  readonly names: number;
  readonly readModels: ReadModelDigests;
}

/** The whole audit. Reads only. */
export async function audit({ pool, store, projections, trusted, witnessed, readModels, onProgress }: AuditOptions): Promise<Audit> {
  const log = 'harms' in store ? new AuditedEventStoreDb(store as ConstructorParameters<typeof AuditedEventStoreDb>[0], pool) : new AuditedPostgres(pool);
  const { findings: found, ...walked } = await auditLog({ pool, store, log, trusted, witnessed, onProgress: (position, head) => onProgress?.('log', position, head) });
  const models = new Findings();
  let digests: ReadModelDigests = {};
  if (readModels) digests = await auditReadModels({ pool, store, projections, findings: models, onProgress: (done, total) => onProgress?.('read models', done, total) });
  else models.add('read-models-not-checked');
  const findings = [...found, ...models.list()];
  findings.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  const bad = findings.some(({ severity, code }) => severity !== 'note' && code !== 'nothing-sealed');
  const outcome = bad ? 'findings' : findings.some(({ code }) => code === 'nothing-sealed') ? 'unknown' : 'clean';
  return { outcome, findings, ...walked, readModels: digests };
}

const WEIGHT = { error: 0, warning: 1, note: 2 };
