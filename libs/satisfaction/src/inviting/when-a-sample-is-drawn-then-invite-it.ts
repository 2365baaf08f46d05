import { mayActOutward, OUTWARD_LIMIT_DAYS } from '#platform/event-store/may-act-outward.js';
import type { NumberedEvent } from '#platform/event-store/event-store.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import type { Process, Reaction } from '#platform/processing/process.js';
import type { WaveSampleDrawn } from '../events.js';

type Sample = Pick<WaveSampleDrawn['payload'], 'wave' | 'sample'>;

const invite = ({ wave, sample }: Sample): Reaction[] => sample.map(({ customer_no, stratum }) => ({ give: 'InviteInWave', as: `InviteInWave ${customer_no}`, input: { customer_no, wave, stratum } }));

/** Who was drawn for a wave is asked on the day it opens: at once, or when the log says that the day before is over. */
export const whenASampleIsDrawnThenInviteIt: Process = {
  name: 'when-a-sample-is-drawn-then-invite-it',
  room: 'satisfaction',
  eventTypes: ['WaveSampleDrawn'],
  gives: ['InviteInWave'],

  react({ envelope, payload }: NumberedEvent, { today }): readonly Reaction[] {
    const { wave, portion, opens_on, sample } = payload as unknown as WaveSampleDrawn['payload'];
    const opensOn = dayOf(opens_on);
    if (!mayActOutward({ origin: envelope.origin, occurredOn: opens_on }, today)) return [];
    if (opensOn <= today) return invite({ wave, sample });
    return [{ remind: `${wave} ${portion}`, on: formatDay(opensOn - 1), note: { wave, opens_on, sample } as unknown as JsonObject }];
  },

  onTimer({ note }, { today }): readonly Reaction[] {
    const { opens_on, ...sample } = note as unknown as Sample & { opens_on: string };
    return today - dayOf(opens_on) > OUTWARD_LIMIT_DAYS ? [] : invite(sample);
  },
};
