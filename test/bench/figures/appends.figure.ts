import { bounded, type Figure, type Result } from '../figure.js';
import { middle, type Measured } from '../measured.js';

export const WRITERS = [1, 8, 32];
const LOGS = [
  { name: 'small', events: 0 },
  { name: 'medium', events: 20_000 },
  { name: 'long', events: 200_000 },
];
const PEERS = ['ours', 'emmett', 'insert'] as const;

/**
 * Acknowledged appends of one event each, beside Emmett and a plain INSERT into the same table, on logs of three lengths.
 * A writer awaits each append; it writes ten events to a stream, one after the other, and goes on to the next stream.
 */
export const appendsFigure: Figure = {
  name: 'appends',
  async measure({ runs, fresh, step, say }) {
    await fresh('appends');
    const raw: Record<string, Record<string, number[][]>> = {};
    const results: Result[] = [];
    let stored = 0;
    for (const log of LOGS) {
      for (const peer of PEERS) await step('append-many', 'appends', { peer, events: log.events - stored });
      stored = log.events;
      const rates: Record<string, number[][]> = { ours: [], emmett: [], insert: [] };
      for (let run = 0; run < runs; run++) for (const peer of PEERS) rates[peer].push(ratesOf(await step('append-singly', 'appends', { peer, writers: WRITERS, run: `${log.name}-${run}` })));
      raw[log.name] = rates;
      WRITERS.forEach((writers, at) => {
        const [ours, emmett, insert] = PEERS.map((peer) => middle(rates[peer].map((run) => run[at])));
        const covers = `${log.name} log (${log.events} events before), ${ours.toFixed(0)} against ${emmett.toFixed(0)}/s`;
        say(`  ${log.name}, ${writers} writers: ours ${ours.toFixed(0)}, Emmett ${emmett.toFixed(0)}, INSERT ${insert.toFixed(0)} a second`);
        results.push(bounded(`appends ÷ Emmett, ${writers} writers`, covers, ours / emmett, { atLeast: writers === 1 ? 1 : 2 }, (ours / emmett).toFixed(2)));
        if (writers === 32) results.push(bounded('appends ÷ INSERT, 32 writers', `${log.name} log, INSERT ${insert.toFixed(0)}/s`, ours / insert, { atLeast: 0.7 }, (ours / insert).toFixed(2)));
      });
    }
    return { results, raw };
  },
};

const ratesOf = ({ each }: Measured): number[] => [...each!];
