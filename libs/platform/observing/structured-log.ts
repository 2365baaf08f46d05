export type Level = 'info' | 'warn' | 'error';

/** Fields of a line beside its time, level and text. Never personal data, never a parameter of a statement. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one line of JSON on stderr: `at`, `level` and `text` for people, then the fields. */
export function log(level: Level, text: string, fields: LogFields = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, text, ...fields })}\n`);
}

const told = new WeakSet<object>();

/**
 * An error nobody foresaw: its name and the places in our own code, without its message, which may hold a customer's
 * data. One that passes several of our hands is told once.
 */
export function logUnexpected(text: string, error: unknown, correlationId?: string): void {
  if (!firstHeard(error)) return;
  log('error', text, { error: error instanceof Error ? error.name : typeof error, code: codeOf(error), correlationId, where: placesOf(error) });
}

/** False if an error was told, or kept quiet on purpose, before. */
export function firstHeard(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return true;
  if (told.has(error)) return false;
  told.add(error);
  return true;
}

/** The error class of PostgreSQL (SQLSTATE) or Node, such as 57P01 or ECONNREFUSED. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}

function placesOf(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  return error.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/[^\s)]*\/((?:apps|libs|node_modules)\/[^\s)]*)\)?/, '$1'));
}
