import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** A port of the loopback interface that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await listened(0);
  if (port instanceof Error) throw port;
  return port;
}

/** Whether somebody could listen on a port at this moment. */
export async function isFree(port: number): Promise<boolean> {
  return !((await listened(port)) instanceof Error);
}

function listened(wanted: number): Promise<number | Error> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', resolve);
    probe.listen(wanted, LOOPBACK, () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
