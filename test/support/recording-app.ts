import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { billing } from '#billing/billing.module.js';
import { cooperation } from '#cooperation/cooperation.module.js';
import { customers } from '#customers/customers.module.js';
import { fieldAssessment } from '#field-assessment/field-assessment.module.js';
import { legal } from '#legal/legal.module.js';
import { EventTypes } from '#platform/event-store/event-types.js';
import type { EventStore, NumberedEvent } from '#platform/event-store/event-store.js';
import { KeySlots } from '#platform/personal-data/key-slots.js';
import { MasterKey } from '#platform/personal-data/master-key.js';
import { Vault } from '#platform/personal-data/vault.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { Documents } from '#platform/recording/documents/documents.js';
import { importFolder } from '#platform/recording/import/import-folder.js';
import type { ImportOptions, ImportReport } from '#platform/recording/import/import-folder.js';
import type { ImportProblem } from '#platform/recording/import/import-problem.js';
import { SubjectVaults } from '#platform/recording/personal-vault.js';
import { Recorder } from '#platform/recording/recorder.js';
import { RecordingModule } from '#platform/recording/recording.module.js';
import { safety } from '#safety/safety.module.js';
import { openTestDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';

export const ROOMS = [customers, billing, safety, legal, cooperation, fieldAssessment];

/** The recording rooms on a database of their own, with the CommandBus in between, as in the product. */
export interface RecordingApp {
  readonly database: TestDatabase;
  readonly store: EventStore;
  readonly vault: Vault;
  readonly registry: CommandRegistry;
  /** The content of files by name, imported from a folder of their own. */
  import(files: Record<string, string | Buffer>, options?: Partial<ImportOptions>): Promise<ImportReport & { listed: ImportProblem[] }>;
  /** All events, in the order of the log. */
  events(): Promise<NumberedEvent[]>;
  close(): Promise<void>;
}

export async function openRecordingApp(wrap: (store: EventStore) => EventStore = (store) => store): Promise<RecordingApp> {
  const database = await openTestDatabase();
  const store = wrap(database.store({ types: new EventTypes(ROOMS.flatMap((room) => room.eventTypes)) }));
  const ring = await mkdtemp(join(tmpdir(), 'gridledger-ring-'));
  const vault = new Vault(database.pool, { master: new MasterKey(randomBytes(32), '/nowhere'), slots: new KeySlots(ring) });
  const tools = { store, documents: new Documents(database.pool), vault: new SubjectVaults(vault), today: () => '2026-01-31' };
  const module = await Test.createTestingModule({ imports: [RecordingModule.forRooms(ROOMS, { useFactory: () => tools })] }).compile();
  const app: INestApplicationContext = await module.init();
  return {
    database,
    store,
    vault,
    registry: app.get(CommandRegistry),
    import: async (files, options = {}) => {
      const folder = await mkdtemp(join(tmpdir(), 'gridledger-import-'));
      const listed: ImportProblem[] = [];
      try {
        for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
        const report = await importFolder(folder, { pool: database.pool, recorder: app.get(Recorder), bus: app.get(CommandBus) }, {
          actor: 'test',
          ...options,
          onProblems: async (problems) => {
            for await (const some of problems.all()) listed.push(...some);
            await options.onProblems?.(problems);
          },
        });
        return { ...report, listed };
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    events: async () => {
      await store.settle();
      const all: NumberedEvent[] = [];
      for await (const page of store.readAll({ after: 0 })) all.push(...page);
      return all;
    },
    close: async () => {
      await app.close();
      await database.close();
      await rm(ring, { recursive: true });
    },
  };
}
