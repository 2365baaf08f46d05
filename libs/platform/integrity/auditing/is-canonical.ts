import { canonicalJson } from '#platform/kernel/canonical-json.js';

/** Whether a text is the RFC 8785 form of the value that was read from it. */
export function isCanonical(text: string, value: unknown): boolean {
  // Node prints members in the order in which they were read, and everything else as the RFC does; printing is fast.
  if (JSON.stringify(value) === text && isSorted(value) && text.isWellFormed()) return true;
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}

function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let last = '';
  for (const name in value) {
    if (name < last || !isSorted((value as Record<string, unknown>)[name])) return false;
    last = name;
  }
  return true;
}
