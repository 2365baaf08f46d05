import pg from 'pg';

/** Read models are named without the schema they lie in (projecting/read-model-schema.ts); what else there is lies in public. */
export const READ_MODELS_FIRST = '-c search_path=read_model,public';

/**
 * A pool whose connections may break at any moment without ending the process: whoever uses one learns of it by the
 * failure of the query, and the pool replaces it. (`pg` raises an error event on the connection besides, which nobody
 * would hear while the connection is lent out.)
 */
export function openPool(url: string, { connections = 20, name = 'gridledger' }: { connections?: number; name?: string } = {}): pg.Pool {
  // allowExitOnIdle: a command that forgot to close does not hang because of idle connections.
  const pool = new pg.Pool({ connectionString: url, max: connections, allowExitOnIdle: true, application_name: name, options: READ_MODELS_FIRST });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
