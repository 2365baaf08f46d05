import { APPENDERS, payment } from './appenders.js';
import { timed, type Taken } from './product.js';

const EVENTS_PER_STREAM = 10;
const WARM_MS = 300;
const MEASURED_MS = 1500;

/** Acknowledged appends a second for each number of writers, in `each`. */
export async function appendSinglyStep({ peer, writers, run }: { peer: string; writers: readonly number[]; run: string }): Promise<Taken> {
  const appender = await APPENDERS[peer](Math.max(...writers));
  const each: number[] = [];
  try {
    for (const count of writers) {
      await write(WARM_MS, count, `${run}-w`);
      each.push(await write(MEASURED_MS, count, `${run}-m`));
    }
  } finally {
    await appender.close();
  }
  return { ms: MEASURED_MS, count: each.length, each };

  async function write(forMs: number, count: number, name: string): Promise<number> {
    const start = performance.now();
    let done = 0;
    await Promise.all(
      Array.from({ length: count }, async (_, writer) => {
        for (let at = 0; performance.now() - start < forMs; at++) {
          const customer = `${name}-${count}-${writer}-${Math.floor(at / EVENTS_PER_STREAM)}`;
          await appender.append(`billing-${customer}`, (at % EVENTS_PER_STREAM) - 1, [payment(customer, at)]);
          done++;
        }
      }),
    );
    return (done / (performance.now() - start)) * 1000;
  }
}

/** Makes a log longer by so many events, by default a hundred to a stream; no figure itself. */
export async function appendManyStep({ peer, events, perStream = 100 }: { peer: string; events: number; perStream?: number }): Promise<Taken> {
  const appender = await APPENDERS[peer](8);
  try {
    return await timed(async () => {
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let at = next; (at = next) < events; ) {
          next += perStream;
          const customer = `${events}-${at}`;
          await appender.append(`billing-${customer}`, -1, Array.from({ length: perStream }, (_, i) => payment(customer, i)));
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      return events;
    });
  } finally {
    await appender.close();
  }
}
