import { z } from 'zod';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { parseDay } from '#platform/kernel/day.js';

/** The version of the format that docs/evidence-format.md describes. */
export const PACKAGE_FORMAT = 'gridledger-evidence/1';

const day = z.string().refine((text) => parseDay(text) !== null, 'expected an existing day, YYYY-MM-DD');
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/, 'expected an instant with six decimals, UTC');
const position = z.number().int().min(0);
const file = z.string().min(1).max(300);

const selection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('customer'), customer_no: z.string().min(1) }),
  z.strictObject({ kind: z.literal('period'), from: day, to: day, firstPosition: position, lastPosition: position }),
  z.strictObject({ kind: z.literal('decision'), rating_id: z.string().min(1), customer_no: z.string().min(1) }),
]);

const score = z.strictObject({
  /** The rating that was decided on this score; null for the question of the export itself. */
  rating: z.string().nullable(),
  customer_no: z.string().min(1),
  asOf: day,
  knownAsOf: instant,
  position,
  /** Facts were left out that are shown to the entitled only. */
  confidentialOmitted: z.boolean(),
  judged: z.string().regex(/^data\/scores\/\d{3,}\.json$/),
  explanations: z.strictObject({ en: file, zh: file }),
});

/** What a package says of itself: `data/package.json`. */
export const packageDescription = z.strictObject({
  format: z.literal(PACKAGE_FORMAT),
  id: z.uuid(),
  exportedAt: instant,
  exportedBy: z.string().min(1),
  purpose: z.string().min(1),
  zone: z.string().min(1),
  selection,
  asOf: day,
  knownAsOf: instant,
  position,
  /** Number of events in the log that the checkpoint covers. */
  treeSize: z.number().int().min(1),
  events: z.number().int().min(0),
  withheld: z.number().int().min(0),
  /** Customers of whom nothing was left out, by number. */
  customers: z.array(z.string().min(1)),
  /** By first day; position 0: built in. */
  editions: z.array(z.strictObject({ id: z.string().min(1), position, file })).min(1),
  scores: z.array(score),
  timestamp: z.boolean(),
});

export type PackageDescription = z.output<typeof packageDescription>;
export type ScoreClaim = PackageDescription['scores'][number];

/** The description in a file's text; a sentence where it is none, or not in its only form. */
export function readDescription(text: string): PackageDescription | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'data/package.json holds no JSON.';
  }
  const format = (value as { format?: unknown } | null)?.format;
  if (format !== PACKAGE_FORMAT) return `The format of the package is ${JSON.stringify(format) ?? 'not given'}; this verifier knows ${PACKAGE_FORMAT}.`;
  const { data, error } = packageDescription.safeParse(value);
  if (!data) return `data/package.json: ${error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; ')}.`;
  return canonicalJson(value) === text ? data : 'data/package.json is not in the canonical form of RFC 8785.';
}
