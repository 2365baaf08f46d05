import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Stands between a store and its server, to do what networks do. */
export interface CuttingProxy {
  readonly port: number;
  /** Breaks every connection. New ones are accepted at once. */
  cut(): void;
  /** While on, requests arrive and their answers are lost. */
  loseAnswers(on: boolean): void;
  /** While on, nobody is reached: connections are refused. */
  refuse(on: boolean): void;
  /** From now on new connections go to this port: the server was started again elsewhere. */
  aim(port: number): void;
  close(): Promise<void>;
}

export async function openCuttingProxy(host: string, port: number): Promise<CuttingProxy> {
  let target = port;
  const pairs = new Set<readonly [Socket, Socket]>();
  let losing = false;
  let refusing = false;
  const server: Server = createServer((near) => {
    if (refusing) return void near.destroy();
    const far = connect(target, host);
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => losing || near.write(chunk));
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    aim: (next) => {
      target = next;
    },
    loseAnswers: (on) => {
      losing = on;
    },
    refuse: (on) => {
      refusing = on;
      if (on) cut();
    },
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
