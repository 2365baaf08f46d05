import pg from 'pg';

/** Read models are named without the schema they lie in (projecting/read-model-schema.ts); what else there is lies in public. */
export const READ_MODELS_FIRST = '-c search_path=read_model,public';

/** A process that froze, or a network that swallowed it, holds its locks for a minute and not for the system's two hours. */
const NOTICE_DEAD_PEERS = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3';

/**
 * A pool whose connections may break at any moment without ending the process: whoever uses one learns of it by the
 * failure of the query, and the pool replaces it. (`pg` raises an error event on the connection besides, which nobody
 * would hear while the connection is lent out.) Who waits for a connection longer than `patienceSeconds` is refused:
 * otherwise users who each hold one and wait for another would do so for ever. The address is asked for each new
 * connection, where it may change.
 */
export function openPool(address: string | (() => string), { connections = 20, name = 'gridledger', patienceSeconds = 60 }: { connections?: number; name?: string; patienceSeconds?: number } = {}): pg.Pool {
  // allowExitOnIdle: a command that forgot to close does not hang because of idle connections.
  const Client = typeof address === 'string' ? pg.Client : finding(address);
  const pool = new pg.Pool({ connectionString: typeof address === 'string' ? address : address(), Client, max: connections, allowExitOnIdle: true, application_name: name, options: `${READ_MODELS_FIRST} ${NOTICE_DEAD_PEERS}`, keepAlive: true, connectionTimeoutMillis: patienceSeconds * 1000 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Connections that look up where the server is just now. */
function finding(address: () => string): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: address() });
    }
  };
}
