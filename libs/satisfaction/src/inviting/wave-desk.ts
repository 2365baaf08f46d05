import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { dayOf } from '#platform/kernel/day.js';
import type { CommandContext, CommandResult } from '#platform/recording/commands/command-description.js';
import { EVENT_STORE } from '#platform/tokens.js';
import { waveStream, type WaveDrawn } from '../events.js';
import { InvitationDesk } from './invitation-desk.js';
import { InvitationList } from './invitation-list.js';

/** What a wave asks of the desk: to invite who was drawn, and to stop where a stratum has its answers. */
@Injectable()
export class WaveDesk {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: InvitationDesk,
    private readonly list: InvitationList,
  ) {}

  /** Asks one of the sample, through the last day of the wave; nobody whom the rules spare, and nobody once it is over. */
  async invite({ customer_no, wave, stratum }: { customer_no: string; wave: string; stratum: string }, context: CommandContext): Promise<CommandResult> {
    const { questionnaire, edition, closes_on } = await this.#wave(wave);
    if (this.desk.today() > dayOf(closes_on)) return { outcome: 'nothing-new', stream: waveStream(wave), events: [] };
    return this.desk.invite({ customerNo: customer_no, questionnaire, edition, moment: 'wave', channel: 'web', wave, stratum, goodThrough: closes_on }, context, 'ignore');
  }

  /** Closes the open invitations of a stratum that has as many answers as its quota. Counted are redeemed tokens: nobody knows whose answers are whose. */
  async closeIfFull({ wave, stratum }: { wave: string; stratum: string }, context: CommandContext): Promise<CommandResult> {
    const quota = (await this.#wave(wave)).strata.find(({ key }) => key === stratum)?.quota;
    if (quota === undefined) throw refuse('unknown-stratum', `The wave ${wave} has no stratum '${stratum}'.`, 404, { field: 'stratum', value: stratum });
    const { answered, open } = await this.list.ofStratum(wave, stratum);
    let result: CommandResult = { outcome: 'nothing-new', stream: waveStream(wave), events: [] };
    if (answered < quota) return result;
    for (const customerNo of open) {
      const { commandId: _one, ...each } = context;
      const closed = await this.desk.close(customerNo, 'quota-full', each, { wave, stratum });
      if (closed.outcome !== 'nothing-new') result = closed;
    }
    return result;
  }

  async #wave(id: string): Promise<WaveDrawn['payload']> {
    const [drawn] = await this.store.readStream(waveStream(id), { limit: 1 });
    if (!drawn) throw refuse('unknown-wave', `There is no wave '${id}'.`, 404, { field: 'wave', value: id });
    return drawn.payload as unknown as WaveDrawn['payload'];
  }
}
