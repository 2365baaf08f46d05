import type { Request } from 'express';
import { EdgeRefusal } from './problem.js';

/** The largest CSV body: about half a million rows of outcomes. */
export const LARGEST_CSV = 8 * 1024 * 1024;

/** Reads the body of a request whole. Refuses another media type, gzip, and more than LARGEST_CSV bytes. */
export async function csvBody(request: Request): Promise<Buffer> {
  if (!request.is('text/csv')) throw new EdgeRefusal(415, 'not-csv', 'Expected is a body of the media type text/csv.', { Accept: 'text/csv' });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_CSV) throw new EdgeRefusal(413, 'body-too-large', 'The body is larger than 8 MiB.');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  // A few bytes of gzip can unpack to more than memory holds.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw new EdgeRefusal(415, 'unsupported-encoding', 'Expected is plain CSV: a gzip file is unpacked before it is sent.');
  return bytes;
}
