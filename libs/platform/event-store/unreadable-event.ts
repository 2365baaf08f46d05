import { Refusal } from '#platform/deciding/refusal.js';

/** Why an event of the log cannot be read by this release. */
export type UnreadableReason = 'envelope' | 'unknown-type' | 'unknown-version' | 'payload-not-json' | 'off-schema' | 'upcast-failed';

/**
 * An event that this release cannot read: of an unknown type, written by a newer release, or damaged. It is thrown by
 * whoever looks at its payload (or envelope); `StoredEvent.unreadable` tells without throwing. A reader that shows the
 * log shows the reason; a projection lets it through, so that the event is parked; a decision lets it through as well:
 * it is a refusal, because nothing is decided on half of what was recorded. The message holds no content of the event.
 */
export class UnreadableEvent extends Refusal {
  override readonly name = 'UnreadableEvent';

  constructor(
    readonly reason: UnreadableReason,
    /** Where it stands, as far as it is known: "PaymentReceived version 2, revision 4 of stream billing-C000002". */
    readonly which: string,
    why: string,
  ) {
    super([{ code: 'unreadable-event', message: `An event of the log cannot be read (${which}): ${why}. ${ADVICE[reason]}` }], 409);
  }
}

const NEWER = 'It was probably written by a newer release of gridledger: use that one. Nothing is decided on what it concerns until then.';
const DAMAGED = 'The log holds it as it was written; nothing is decided on what it concerns before somebody has looked: streams read shows it.';

const ADVICE: Readonly<Record<UnreadableReason, string>> = {
  envelope: DAMAGED,
  'unknown-type': NEWER,
  'unknown-version': NEWER,
  'payload-not-json': DAMAGED,
  'off-schema': DAMAGED,
  'upcast-failed': DAMAGED,
};
