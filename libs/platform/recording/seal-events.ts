import { refuse } from '#platform/deciding/refusal.js';
import type { NewEvent } from '#platform/event-store/event-store.js';
import type { PersonalVault } from './personal-vault.js';
import type { RoomState } from './room-state.js';
import { liveRecord } from './room-state.js';
import type { DecidedEvent } from './working.js';

/** What a dry run shows in the place of ciphertext. */
export const NOT_SEALED = '(encrypted when recorded)';

/**
 * The events as they are written: personal data of their rows sealed into them, a customer's as `personal` under the
 * customer's key, a field that no exchange file has (an informant) under a key of its document alone.
 */
export async function sealEvents(decided: readonly DecidedEvent[], state: RoomState, vault: PersonalVault, dryRun: boolean): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const one of decided) {
    const field = fieldOf(one);
    events.push(field === null ? one.event : withField(one.event, field, dryRun ? NOT_SEALED : await sealed(one, field, state, vault)));
  }
  return events;
}

function fieldOf({ event, row }: DecidedEvent): string | null {
  if (event.payload.personal_hash !== undefined) return 'personal';
  return event.type === row.kind.event ? (Object.keys(row.personal ?? {})[0] ?? null) : null;
}

async function sealed({ event, row }: DecidedEvent, field: string, state: RoomState, vault: PersonalVault): Promise<string> {
  const subject = field === 'personal' ? `customer:${row.customerNo}` : `${row.kind.kind}:${row.number}`;
  const keys = await vault.of(subject, true);
  if (keys.digest(field, '') === null) throw refuse('erased', `The personal data of ${subject} was erased for good, or is restricted (PIPL 47): nothing personal is recorded of it.`, 409);
  let data = row.personal ?? {};
  if (field === 'personal' && event.type !== row.kind.event) {
    // A change that names some personal fields leaves the others as they were sealed last.
    const last = liveRecord(state, row.kind, row.number)?.sealed;
    data = { ...(last ? keys.open(field, last) : null), ...data };
  }
  return keys.seal(field, data);
}

const withField = (event: NewEvent, field: string, text: string): NewEvent => ({ ...event, payload: { ...event.payload, [field]: text } });
