import { createHash } from 'node:crypto';

/** The id of the command that follows from a cause: the same whenever it is worked out again. */
export function commandId(process: string, cause: string, as: string): string {
  return uuidOf(`${process}\n${cause}\n${as}`);
}

/** The ids of the events that a command with an id writes. */
export function eventIds(command: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => uuidOf(`${command}\n${i}`));
}

/** UUID version 8 of a text's SHA-256. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
