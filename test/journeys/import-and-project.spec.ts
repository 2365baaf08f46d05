import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { Projector } from '#platform/projecting/projector.js';
import { importAndProject } from '#platform/recording/import/import-and-project.js';
import { Recorder } from '#platform/recording/recorder.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { openProduct, type Product } from '../support/open-product.js';

let product: Product;
beforeAll(async () => {
  product = await openProduct('2026-06-15T04:00:00Z');
});
afterAll(() => product.close());

describe('read models that follow an import while it is written', () => {
  it('stand at its end, and as they stand when they are built from the log at once', async () => {
    const pool = product.app.get<pg.Pool>(DATABASE);
    const projector = product.app.get<Projector>(PROJECTOR);
    const followed: number[] = [];
    const catchUp = projector.catchUp.bind(projector);
    projector.catchUp = async (...given) => {
      await catchUp(...given);
      followed.push((await projector.positions()).get('credit')!);
    };
    const report = await importAndProject(
      join(CHECKOUT, 'apps/cli/sample/arrears'),
      { pool, recorder: product.app.get(Recorder), bus: product.app.get(CommandBus) },
      { store: product.app.get(EVENT_STORE), projector },
      { actor: 'Li Wei', rowsAtATime: 1000 },
    );
    expect(report).toMatchObject({ imported: true, rows: 16_800, events: 16_800 });
    // They really followed: at least once before everything was written.
    expect(followed[0]).toBeLessThan(16_800);
    expect(followed.at(-1)).toBe(16_800);

    const rows = async () => (await pool.query('SELECT l.*, f.facts FROM ledger_v2 l JOIN credit_file_v2 f USING (customer_no) ORDER BY customer_no')).rows;
    const live = await rows();
    expect(live).toHaveLength(1500);
    await projector.rebuild('credit');
    expect(await rows()).toEqual(live);
  });
});
