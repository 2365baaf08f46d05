import type { ClientBase } from 'pg';
import { scramVerifier, verifies } from './scram-verifier.js';

/**
 * Makes a role that may log in and nothing else, unless it is there; a password that differs from the one given is set
 * where `client` may see it, which only a superuser may. Several processes may call it at once.
 */
export async function ensureRole(client: ClientBase, name: string, password: string): Promise<void> {
  const { rows } = await client.query<{ password: string | null }>('SELECT rolpassword AS password FROM pg_authid WHERE rolname = $1', [name]);
  if (rows.length > 0 && verifies(rows[0].password ?? '', password)) return;
  const role = client.escapeIdentifier(name);
  const secret = `LOGIN PASSWORD ${client.escapeLiteral(scramVerifier(password))}`;
  try {
    await client.query(`${rows.length > 0 ? 'ALTER' : 'CREATE'} ROLE ${role} ${secret}`);
  } catch (error) {
    // Another process made it, or changed it, at the same moment, with the same password.
    if (!['42710', '23505', 'XX000'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}
