/** What kind of harm an event does: nobody can read it, the database takes no such row, or the code stumbles over it. */
export type PoisonClass = 'unreadable' | 'rejected' | 'bug';

// The SQLSTATE classes that an event's own content causes: data and integrity, a raised exception. All others (a lost
// connection, a deadlock, a full disk, a missing table, no right) are no event's fault and are tried again.
const OF_THE_ROW = /^(21|22|23|44|P0)/;
const NETWORK = /^(E[A-Z]+|ERR_[A-Z_]+)$/;

/** The class of a poison event; null for a failure that would meet any event, and passes or is mended. */
export function poisonClass(error: unknown): PoisonClass | null {
  if (!(error instanceof Error)) return 'bug';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in error) return OF_THE_ROW.test(code) ? 'rejected' : null;
  if (typeof code === 'string' && NETWORK.test(code)) return null;
  if (/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after|Client was closed|Query read timeout)/.test(error.message) || error.name === 'AbortError') return null;
  return error instanceof SyntaxError || /unreadable|upcast/i.test(error.name) ? 'unreadable' : 'bug';
}

/**
 * What went wrong, for operators. Messages may quote values of the event, so that whatever stands in quotation marks or
 * is no plain English is left out; the place in the code says the rest.
 */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const { code, constraint, table, column } = error as { code?: string; constraint?: string; table?: string; column?: string };
  const named = [code, table && `table ${table}`, column && `column ${column}`, constraint && `constraint ${constraint}`].filter(Boolean).join(', ');
  const message = error instanceof SyntaxError ? 'the text is no JSON' : masked(error.message.split('\n')[0]);
  const place = /([\w.-]+\.[jt]s:\d+)/.exec(error.stack?.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node_modules')) ?? '')?.[1];
  return `${error.name}: ${message}${named ? ` (${named})` : ''}${place ? ` at ${place}` : ''}`;
}

const masked = (text: string): string =>
  text.replace(/"[^"]*"|“[^”]*”|'[^']*'/g, '…').replace(/[^\x20-\x7e…]+/g, '…').replace(/\d{3,}/g, '…').slice(0, 200);
