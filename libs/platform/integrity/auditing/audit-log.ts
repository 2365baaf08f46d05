import type pg from 'pg';
import type { EventStore } from '#platform/event-store/event-store.js';
import { allCheckpoints } from '../checkpoints/checkpoint-table.js';
import type { KeptCheckpoint } from '../checkpoints/checkpoint-table.js';
import type { VerifierKey } from '../proof/verifier-key.js';
import type { AuditedLog } from './audited-row.js';
import { checkpointBook } from './checkpoint-book.js';
import type { WitnessedCheckpoint } from './checkpoint-book.js';
import { Findings } from './finding.js';
import type { Finding } from './finding.js';
import { LogWalk } from './log-walk.js';

export interface LogAuditOptions {
  readonly pool: pg.Pool;
  readonly store: Pick<EventStore, 'settle'>;
  readonly log: AuditedLog;
  /** The first key that is believed; its successors follow from the checkpoints. */
  readonly trusted: VerifierKey;
  /** Checkpoints that others hold; null: none were given. */
  readonly witnessed: readonly WitnessedCheckpoint[] | null;
  readonly onProgress?: (position: number, head: number) => void;
}

export interface LogAudit {
  readonly findings: readonly Finding[];
  /** Events gone through, checkpoints held against them, and the size of the last of these. */
  readonly events: number;
  readonly checkpoints: number;
  readonly signed: number;
  /** Customers, and types of events about nobody, that the log has. */
  readonly names: number;
}

/** Re-reads the whole log and holds it against tree, map and checkpoints. Changes nothing, and seals nothing. */
export async function auditLog({ pool, store, log, trusted, witnessed, onProgress }: LogAuditOptions): Promise<LogAudit> {
  const findings = new Findings();
  const head = await store.settle();
  const kept: KeptCheckpoint[] = [];
  for await (const one of allCheckpoints(pool)) kept.push(one);
  const book = checkpointBook(kept, witnessed ?? [], trusted, findings);
  const walk = new LogWalk(pool, book, findings);
  let whole = true;
  try {
    for await (const page of log.rows(head)) {
      await walk.page(page);
      onProgress?.(walk.size, head);
    }
  } catch (error) {
    if ((error as Error).name !== 'LogError') throw error;
    whole = false;
    findings.add('store-refuses', { position: walk.size + 1, found: (error as Error).message });
  }
  await walk.end({ map: whole });
  const hidden = await log.hidden();
  if (hidden > 0) findings.add('hidden-event', { count: hidden });
  for (const { stream, what } of await log.harms()) findings.add('harmed-stream', { about: stream, found: what });
  if (witnessed === null) findings.add('no-witness');
  findings.add('not-covered');
  return { findings: findings.list(), events: walk.size, checkpoints: book.length, signed: book[book.length - 1]?.checkpoint.size ?? 0, names: walk.entries.count };
}
