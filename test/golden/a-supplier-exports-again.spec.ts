import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { writeScores } from '#credit/scores/write-scores.js';
import type { Projector } from '#platform/projecting/projector.js';
import { importFolder, type ImportReport } from '#platform/recording/import/import-folder.js';
import { Recorder } from '#platform/recording/recorder.js';
import { DATABASE, PROJECTOR } from '#platform/tokens.js';
import { EXCHANGE_FILES } from '#simulator/exchange-files.js';
import { simulateFolder } from '#simulator/simulate-folder.js';
import { readFolder, scoresCsv } from '../reference/naive-csv.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
let home: string;
const folder = (name: string): string => join(home, name);
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gridledger-golden-'));
  const order = { customers: 60, seed: 'a supplier', from: '2023-01' };
  await simulateFolder({ ...order, folder: folder('june'), months: 18 });
  await simulateFolder({ ...order, folder: folder('september'), months: 21, gzip: true });
  product = await openProduct('2024-07-01T04:00:00Z');
});
afterAll(async () => {
  await product?.close();
  rmSync(home, { recursive: true });
});

async function importing(name: string): Promise<ImportReport> {
  const { app } = product;
  const tools = { pool: app.get<pg.Pool>(DATABASE), recorder: app.get(Recorder), bus: app.get(CommandBus) };
  const report = await importFolder(folder(name), tools, { actor: 'import', origin: 'simulation' });
  await app.get<Projector>(PROJECTOR).catchUp();
  return report;
}

async function scores(asOf: string, knownAsOf?: string): Promise<string> {
  const out = new PassThrough();
  const read = text(out);
  await writeScores(product.reader, await product.reader.question({ asOf, knownAsOf }), out);
  out.end();
  return read;
}
const reference = (name: string, day: string): string => scoresCsv(readFolder(folder(name)), day);

describe('a supplier exports in June and again in September', () => {
  it('given the June export, then the scores of any day are the reference scorer’s, byte for byte', async () => {
    expect(await importing('june')).toMatchObject({ imported: true, unchanged: 0 });
    for (const day of ['2022-01-01', '2023-05-31', '2024-02-29', '2024-06-30', '2025-03-01', '2029-01-01']) expect(await scores(day)).toBe(reference('june', day));
  });

  it('given the September export, then only what is new is recorded, and the scores follow', async () => {
    product.at('2024-10-01T04:00:00Z');
    const report = await importing('september');
    expect(report).toMatchObject({ imported: true });
    expect(report.unchanged).toBeGreaterThan(1_000);
    for (const day of ['2024-02-29', '2024-09-30', '2025-10-01']) expect(await scores(day)).toBe(reference('september', day));
  });

  it('given the question what was known in July, then the June export answers it', async () => {
    for (const day of ['2024-06-30', '2025-03-01']) expect(await scores(day, '2024-08-01')).toBe(reference('june', day));
  });

  it('given either export again, or its rows in another order, then nothing is recorded', async () => {
    for (const file of EXCHANGE_FILES) {
      const path = join(folder('june'), `${file}.csv`);
      const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
      writeFileSync(path, `${[header, ...lines.reverse()].join('\n')}\n`);
    }
    for (const name of ['september', 'june']) expect(await importing(name)).toMatchObject({ imported: true, events: 0 });
  });
});
