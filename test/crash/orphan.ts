import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { prepareAppend } from '#platform/event-store/envelope.js';
import { AnyEventType } from '#platform/event-store/event-types.js';
import { insertRows } from '#platform/event-store/insert-rows.js';
import { connected, type Scene } from './faults.js';
import { OURS } from './history.js';

/** An append that somebody prepared (PREPARE TRANSACTION) and left: it outlives its process and the server's kill. */
export interface Orphan {
  readonly name: string;
  readonly stream: string;
  readonly ids: readonly string[];
}

const context = { actor: 'crash', origin: 'live' as const, correlationId: 'c', causationId: null };

export async function prepareOrphan(scene: Scene): Promise<void> {
  const name = `orphan-${scene.orphans.length + 1}`;
  const stream = `${OURS}${name}`;
  const ids = [randomUUID(), randomUUID()];
  const events = ids.map((id) => ({ type: 'Happened', version: 1, occurredOn: '2024-01-31', customers: [], payload: { id } }));
  const client = await connected(scene.servers.at(-1)!.url('crash'));
  await client.query('BEGIN');
  await insertRows(client as unknown as pg.Pool, [prepareAppend({ stream, expectedRevision: 'no_stream', context, ids, events }, new AnyEventType())]);
  await client.query(`PREPARE TRANSACTION '${name}'`);
  await client.end();
  scene.orphan = { name, stream, ids };
}

/** Commits what was left, if anything was: from then on it is acknowledged and has to be in the log. */
export async function commitOrphan(scene: Scene): Promise<void> {
  if (!scene.orphan) return;
  const { name, stream, ids } = scene.orphan;
  const client = await connected(scene.servers.at(-1)!.url('crash'));
  await client.query(`COMMIT PREPARED '${name}'`);
  await client.end();
  scene.orphan = null;
  scene.orphans.push({ writer: name, stream, ids, first: 0, outcome: 'acknowledged' });
}
