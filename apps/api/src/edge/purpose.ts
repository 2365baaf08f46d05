import type { Request } from 'express';
import { EdgeRefusal } from './problem.js';

const LONGEST = 300;

/** What somebody asks for, in the header X-Purpose (percent-encoded UTF-8 where it is not ASCII) or, where a form leads, the parameter `purpose`; null if it is left out or blank. Refuses one that cannot be kept. */
export function purposeOf(request: Pick<Request, 'headers' | 'query'>): string | null {
  const header = request.headers['x-purpose'];
  // A form of the pages cannot set a header.
  const field = request.query.purpose;
  if (header === undefined && field === undefined) return null;
  const text = typeof header === 'string' ? decoded(header).trim() : typeof field === 'string' ? field.trim() : '\0';
  if (text.length > LONGEST || /\p{Cc}/u.test(text) || !text.isWellFormed()) {
    throw new EdgeRefusal(400, 'malformed-purpose', `The header X-Purpose is no text of at most ${LONGEST} characters, percent-encoded UTF-8 where it is not ASCII.`);
  }
  return text === '' ? null : text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '\0';
  }
}
