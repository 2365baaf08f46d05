import { createReadStream, createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandBus } from '@nestjs/cqrs';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { CreditReader } from '#credit/asking/credit-reader.js';
import { writeScores } from '#credit/scores/write-scores.js';
import { importAndProject } from '#platform/recording/import/import-and-project.js';
import { Recorder } from '#platform/recording/recorder.js';
import { EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { timed, withClient, withProduct, type Taken } from './product.js';

const EVENT_COLUMNS = 'stream, revision, event_id, type, envelope, payload';

/** Import of a folder, the read models brought up. */
export const importStep = (folder: string): Promise<Taken> =>
  withProduct((app) =>
    timed(async () => {
      const tools = { pool: app.pool, recorder: app.get(Recorder), bus: app.get(CommandBus) };
      const report = await importAndProject(folder, tools, { store: app.token(EVENT_STORE), projector: app.token(PROJECTOR) }, { actor: 'bench' });
      if (!report.imported) throw new Error('the folder was refused');
      return report.events;
    }),
  );

/** Scores of everybody on a past day, written as CSV to nowhere. */
export const scoresStep = (day: string): Promise<Taken> =>
  withProduct((app) => {
    const reader = app.get(CreditReader);
    return timed(async () => writeScores(reader, await reader.question({ asOf: day }), new Writable({ write: (_chunk, _encoding, done) => done() })));
  });

/** Writes the event rows to a file, for `copyInStep`; no peer itself. */
export const saveRowsStep = (file: string): Promise<Taken> =>
  withClient((client) =>
    timed(async () => {
      await pipeline(client.query(copyTo(`COPY (SELECT ${EVENT_COLUMNS} FROM event ORDER BY seq) TO STDOUT`)), createWriteStream(file));
      return 0;
    }),
  );

/** Peer: as many event rows into the same table (same columns, constraints and indexes) by COPY. */
export const copyInStep = (file: string): Promise<Taken> =>
  withClient(async (client) => {
    await client.query('DROP TABLE IF EXISTS event_peer; CREATE TABLE event_peer (LIKE event INCLUDING ALL)');
    return timed(async () => {
      await pipeline(createReadStream(file), client.query(copyFrom(`COPY event_peer (${EVENT_COLUMNS}) FROM STDIN`)));
      return Number((await client.query('SELECT count(*) AS n FROM event_peer')).rows[0].n);
    });
  });

/** Peer: the same events taken in by COPY … TO STDOUT, bytes only. */
export const copyOutStep = (): Promise<Taken> =>
  withClient((client) =>
    timed(async () => {
      let bytes = 0;
      for await (const chunk of client.query(copyTo(`COPY (SELECT ${EVENT_COLUMNS} FROM event ORDER BY seq) TO STDOUT`)) as AsyncIterable<Buffer>) bytes += chunk.length;
      return bytes;
    }),
  );
