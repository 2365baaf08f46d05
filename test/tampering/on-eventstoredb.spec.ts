import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audit } from '#platform/integrity/auditing/audit.js';
import type { Audit } from '#platform/integrity/auditing/audit.js';
import { readCheckpoint } from '#platform/integrity/checkpoints/checkpoint-table.js';
import { newSigningKey } from '#platform/integrity/proof/signing-key.js';
import { Sealer } from '#platform/integrity/sealing/sealer.js';
import { openEventStoreDb, SERVER } from '../contract/open-eventstoredb.js';
import type { EventStoreDbEngine } from '../contract/open-eventstoredb.js';
import { leafText, treeHash } from '../reference/naive-merkle.js';

// The same sealer and the same audit where the log lies in an EventStoreDB.

const key = newSigningKey('ledger.example/credit');
let engine: EventStoreDbEngine;
beforeAll(async () => {
  engine = await openEventStoreDb();
});
afterAll(() => engine?.close());

const audited = (): Promise<Audit> => audit({ pool: engine.database.pool, store: engine.store(), projections: [], trusted: key.verifier, witnessed: null, readModels: true });
const told = ({ findings }: Audit): string[] => findings.filter(({ severity }) => severity !== 'note').map(({ code, position }) => `${code} ${position}`);

describe(`a sealed log on ${SERVER}`, () => {
  it('has the tree of its events, is clean, and shows what was done to the table of its places', async () => {
    const store = engine.store();
    for (let stream = 0; stream < 30; stream++) {
      await store.append({
        stream: `sealed-${stream}`, expectedRevision: 'no_stream',
        events: Array.from({ length: 10 }, (_, i) => ({ type: 'Tested', version: 1, occurredOn: '2026-01-01', customers: [`C${i}`], payload: { n: i, text: '电费' } })),
        context: { actor: 'a', origin: 'live', correlationId: 'c', causationId: null },
      });
    }
    const sealer = new Sealer(engine.database.pool, store);
    await sealer.seal();
    const checkpoint = readCheckpoint(await sealer.checkpoint(key));
    const leaves: Buffer[] = [];
    for await (const page of store.readAll({ after: 0 })) for (const { position, recordedAt, envelope, envelopeBytes, payloadBytes } of page) leaves.push(leafText(position, recordedAt, envelope.stream, envelope.revision, envelopeBytes, payloadBytes));
    expect(checkpoint.size).toBe(await store.settle());
    expect(checkpoint.root).toEqual(treeHash(leaves));
    expect(await audited()).toMatchObject({ outcome: 'clean', events: checkpoint.size });
    const owner = engine.database.ownerPool;
    await owner.query('ALTER TABLE eventstoredb_position DISABLE TRIGGER ALL');
    await owner.query("UPDATE eventstoredb_position SET recorded_at = recorded_at + interval '1 microsecond', type = 'Other' WHERE position = (SELECT max(position) FROM eventstoredb_position)");
    expect(told(await audited())).toEqual([`column-differs ${checkpoint.size}`, `altered ${checkpoint.size}`]);
    await owner.query("INSERT INTO eventstoredb_harm VALUES (1, 1, 'sealed-1', 'maxCount was set')");
    expect(told(await audited())).toContain('harmed-stream null');
  });
});
