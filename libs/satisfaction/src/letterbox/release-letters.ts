import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { WrongExpectedRevision, type EventStore, type NewEvent } from '#platform/event-store/event-store.js';
import { dayOf, formatDay, type Day } from '#platform/kernel/day.js';
import { cellText } from './cell.js';
import { chooseBatches, LEAST_IN_BATCH } from './choose-batches.js';
import { putIn, takeOut, type Letterbox } from './letterbox.js';
import { openLetter, sealLetter, type Letter } from './sealed-letter.js';
import { shuffled } from './shuffled.js';

/** The event that a letter becomes. */
export type AnswersEvent = (letter: Letter & { readonly releasedOn: string }) => NewEvent;

/**
 * Releases what waits in batches that tell nobody from the others. First a batch is written down, then its events are
 * appended, then its letters go: killed in between, the same batch goes on, and a stream that is there is not written
 * again. `everything` looks at letters of small cells as well, which is worth the while once a day.
 */
export async function releaseLetters(pool: pg.Pool, store: EventStore, letterbox: Letterbox, event: AnswersEvent, today: Day, everything: boolean): Promise<number> {
  await makeBatches(pool, letterbox, today, everything);
  const { rows } = await pool.query<{ batch: string }>('SELECT DISTINCT batch FROM survey_letter WHERE batch IS NOT NULL ORDER BY batch');
  let released = 0;
  for (const { batch } of rows) released += await releaseBatch(pool, store, letterbox, event, batch);
  return released;
}

async function makeBatches(pool: pg.Pool, letterbox: Letterbox, today: Day, everything: boolean): Promise<void> {
  const { rows } = await pool.query<{ cell: string }>('SELECT cell FROM survey_letter WHERE batch IS NULL GROUP BY cell HAVING $1 OR count(*) >= $2', [everything, LEAST_IN_BATCH]);
  if (rows.length === 0) return;
  await letterbox.alone(async (client, keys) => {
    const letters = (await takeOut(client, everything ? null : rows.map(({ cell }) => cell))).map((row) => ({ ...row, content: openLetter(keys, row.letter, row.sealed) }));
    const batches = chooseBatches(letters.map(({ letter, content }) => ({ letter, cell: content.cell, receivedOn: dayOf(content.receivedOn) })), today);
    const places = new Map(batches.flatMap(({ cell, letters: names }) => {
      const batch = randomUUID();
      return names.map((name) => [name, { cell, batch }] as const);
    }));
    await putIn(client, letters.map(({ letter, cell, sealed, content }) => {
      const place = places.get(letter);
      if (!place) return { letter, cell, sealed };
      return { letter, cell: cellText(place.cell), sealed: sealLetter(keys, letter, { ...content, cell: place.cell, releasedOn: formatDay(today) }), batch: place.batch };
    }));
  });
}

async function releaseBatch(pool: pg.Pool, store: EventStore, letterbox: Letterbox, event: AnswersEvent, batch: string): Promise<number> {
  const keys = await letterbox.keys();
  const { rows } = await pool.query<{ letter: string; sealed: string }>('SELECT letter, sealed FROM survey_letter WHERE batch = $1', [batch]);
  const letters = shuffled(rows.map(({ letter, sealed }) => openLetter(keys, letter, sealed) as Letter & { releasedOn: string }));
  // Appended in one turn, they share a transaction where the log is in PostgreSQL.
  await Promise.all(
    letters.map((letter) =>
      store.append({ stream: letter.stream, expectedRevision: 'no_stream', events: [event(letter)], context: NOBODY }).catch((error: unknown) => {
        if (!(error instanceof WrongExpectedRevision)) throw error;
      }),
    ),
  );
  await pool.query('DELETE FROM survey_letter WHERE batch = $1', [batch]);
  return letters.length;
}

// None of it is written: the type is unlinked.
const NOBODY = { actor: '', origin: 'live', correlationId: '', causationId: null } as const;
