import { randomBytes } from 'node:crypto';
import { refuse } from '#platform/deciding/refusal.js';
import { readTimeStamp, timeStampRequest } from '#platform/evidence/time-stamp.js';

const PATIENCE_MS = 20_000;
const LARGEST = 1024 * 1024;

/**
 * Asks a time-stamping authority (RFC 3161 over HTTP) and checks its answer before it is believed. Refuses, naming no
 * more of the address than its host, one that does not answer or answers something else.
 */
export async function askAuthority(url: string, bytes: Buffer): Promise<Buffer> {
  const { host } = new URL(url);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(timeStampRequest(bytes, randomBytes(16))),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`it answered with status ${answer.status}`);
    const response = Buffer.from(await answer.arrayBuffer());
    if (response.length > LARGEST) throw new Error('its answer is too large to be a time-stamp');
    readTimeStamp(response, bytes);
    return response;
  } catch (error) {
    throw refuse('no-time-stamp', `The time-stamping authority ${host} gave no time-stamp: ${(error as Error).message}. Nothing was exported; try again, or export without --timestamp.`, 422, { field: 'timestamp' });
  }
}
