import { z } from 'zod';

/** A customer's own words beside an entry, as they stand in `data/statements.json`: the ciphertext of the log, and what it was opened to. */
const statement = z.strictObject({ customer_no: z.string().min(1), entry: z.string().min(1), sealed: z.string().min(1), text: z.string() });
export type PackagedStatement = z.output<typeof statement>;

/** The statements of a file's text; null where it holds something else. */
export function readStatements(text: string): PackagedStatement[] | null {
  return z.array(statement).safeParse(JSON.parse(text)).data ?? null;
}
