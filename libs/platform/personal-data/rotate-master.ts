import type pg from 'pg';
import type { KeySlots } from './key-slots.js';
import type { MasterKey } from './master-key.js';
import { opensWith, rewrapAll } from './subject-keys.js';

/**
 * Brings a new master key in: waits beside the old one, all keys are wrapped under it in one transaction, then it takes
 * the old one's place. Killed anywhere, it is run again and goes on where it was; meanwhile keys open with whichever of
 * the two they are wrapped under. Returns the number of keys.
 */
export async function rotateMaster(pool: pg.Pool, slots: KeySlots, master: MasterKey): Promise<number> {
  const { from, to } = master.succession();
  const done = await opensWith(pool, slots, to);
  const count = done ?? (await rewrapAll(pool, slots, from, to));
  master.succeed();
  return count;
}
