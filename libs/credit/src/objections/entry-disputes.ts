import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Vault } from '#platform/personal-data/vault.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, PROJECTOR, VAULT } from '#platform/tokens.js';
import type { Question } from '../asking/question.js';
import { openTexts } from '../deciding/sealed-text.js';
import type { DisputeReader, EntryDispute } from '../explaining/disputes.js';
import { disputeOn, type PlacedEntryEvent } from './dispute-on.js';
import type { EntryEvent } from './entry-events.js';

/** Answers explanations: what was said about a customer's entries, on both time axes. */
@Injectable()
export class EntryDisputes implements DisputeReader {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(PROJECTOR) private readonly projector: Projector,
  ) {}

  async disputesOf(customerNo: string, { asOf, position }: Pick<Question, 'asOf' | 'position'>): Promise<ReadonlyMap<string, EntryDispute>> {
    await this.projector.requireWhole('entry_dispute', position, customerNo);
    const { rows } = await this.pool.query<{ position: string; entry_id: string; occurred_on: string; type: string; payload: string }>(
      'SELECT position, entry_id, occurred_on::text AS occurred_on, type, payload FROM entry_step_v1 WHERE customer_no = $1 AND position <= $2 ORDER BY position',
      [customerNo, position],
    );
    const byEntry = new Map<string, PlacedEntryEvent[]>();
    for (const row of rows) {
      const step = { position: Number(row.position), occurredOn: row.occurred_on, event: { type: row.type, payload: JSON.parse(row.payload) } as EntryEvent };
      const steps = byEntry.get(row.entry_id);
      if (steps) steps.push(step);
      else byEntry.set(row.entry_id, [step]);
    }
    const found = [...byEntry].flatMap(([entryId, steps]) => {
      const dispute = disputeOn(steps, asOf, position);
      return dispute ? [{ entryId, ...dispute }] : [];
    });
    const stated = found.filter(({ sealed }) => sealed !== null);
    const texts = await openTexts(this.vault, customerNo, stated.map(({ entryId, sealed }) => ({ text: sealed!, place: `entry-statement ${entryId}` })));
    const statements = new Map(stated.map(({ entryId }, i) => [entryId, texts[i]]));
    return new Map(found.map(({ entryId, dispute }) => [entryId, { ...dispute, statement: statements.get(entryId) ?? null }]));
  }
}
