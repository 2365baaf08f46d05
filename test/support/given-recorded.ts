import { expect } from '@jest/globals';
import { Refusal } from '../../libs/platform/deciding/refusal.js';
import type { JsonObject } from '../../libs/platform/kernel/canonical-json.js';
import type { RecordingCommand } from '../../libs/platform/recording/commands/command-description.js';
import { recordingRoom } from '../../libs/platform/recording/commands/command-description.js';
import { decideCommand, parseInput } from '../../libs/platform/recording/commands/decide-command.js';
import { emptyState, evolve } from '../../libs/platform/recording/room-state.js';

/** An event as a specification writes it: its type and what matters of its payload. */
export type Told = readonly [type: string, payload: JsonObject];

interface When {
  /** Exactly these events, in this order; of each payload exactly these fields. */
  then(...events: Told[]): void;
  thenNothing(): void;
  /** Refused with these codes, and every message a full sentence. */
  thenRefused(...codes: string[]): string;
}

/**
 * Given what stands in the stream of customer C1 (opened on 2020-01-01), when a command is given, then these events.
 * Ids of the given events are e0, e1, e2 …; a personal value v of a column c is hashed to `<v>`.
 */
export function given(...told: Told[]) {
  let openedOn: string | null = '2020-01-01';
  let standsElsewhere: string[] = [];
  const scene = {
    andOpenedOn: (day: string | null) => ((openedOn = day), scene),
    andElsewhere: (...records: string[]) => ((standsElsewhere = records), scene),
    when(command: RecordingCommand<never>, input: Record<string, unknown>): When {
      const state = emptyState();
      told.forEach(([type, payload], at) => evolve(recordingRoom(command, input as never), state, { id: `e${at}`, type, payload: { customer_no: 'C1', ...payload } }));
      const decide = () => {
        const context = { customerNo: 'C1', openedOn, today: '2024-12-31', standsElsewhere };
        return decideCommand(command, state, parseInput(command, input), context, { digest: (_column, text) => `<${text}>` });
      };
      return {
        then: (...events) => expect(decide().map(({ event }) => [event.type, event.payload])).toEqual(events.map(([type, payload]) => [type, { customer_no: 'C1', ...payload }])),
        thenNothing: () => expect(decide()).toEqual([]),
        thenRefused: (...codes) => {
          try {
            const events = decide();
            throw new Error(`not refused, but ${JSON.stringify(events.map(({ event }) => event))}`);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            expect(error.reasons.map((reason) => reason.code)).toEqual(codes);
            for (const { message } of error.reasons) expect(message).toMatch(/^[A-Z].*\.$|^[a-z_]+ .*\.$/s);
            return error.message;
          }
        },
      };
    },
  };
  return scene;
}
