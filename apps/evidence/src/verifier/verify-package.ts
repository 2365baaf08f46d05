import { openPackage, type PackageSource } from '#platform/evidence/package-source.js';
import { typeKey } from '#platform/integrity/proof/customer-entry.js';
import type { VerifierKey } from '#platform/integrity/proof/verifier-key.js';
import { CustomerRecord } from '#credit/evidence/customer-record.js';
import { readEventLine, type PackagedEvent } from '#credit/evidence/packaged-event.js';
import { readDescription, type PackageDescription } from '#credit/evidence/package-description.js';
import type { RulebookEditionPublished } from '#credit/editions/events.js';
import { checkCheckpoints } from './check-checkpoints.js';
import { checkBag, checkFiles, checkSignature, digest, textOf } from './check-container.js';
import { checkCompleteness, checkEvents } from './check-events.js';
import { CheckList, type Check } from './check-list.js';
import { PeriodWatch } from './check-period.js';
import { checkEditions, checkScores, type LoggedEdition } from './check-scores.js';
import { checkStatements } from './check-statements.js';
import { checkTimestamp } from './check-timestamp.js';

export interface Verification {
  readonly checks: readonly Check[];
  readonly description: PackageDescription | null;
}

export interface VerifyOptions {
  readonly key: VerifierKey;
  /** SHA-256 of the built-in edition that this verifier was released with. */
  readonly builtInEdition: string;
  /** Certificate of the time-stamping authority that is trusted, PEM. */
  readonly authority?: string;
  /** Events that the package commits to and the entitled were given beside it: lines of the form of events.tsv. */
  readonly openings?: string;
}

/** Under which key events about nobody count that a package must hold all of. */
export const EDITION_KEY = typeKey('RulebookEditionPublished');

/** Checks a package from outside in. Throws only where the path cannot be opened. */
export async function verifyPackage(path: string, options: VerifyOptions): Promise<Verification> {
  const source = openPackage(path);
  try {
    return await verifySource(source, options);
  } finally {
    source.close();
  }
}

async function verifySource(source: PackageSource, { key, builtInEdition, authority, openings }: VerifyOptions): Promise<Verification> {
  const checks = new CheckList();
  const digests = digest(source);
  await checkFiles(source, digests, checks);
  const description = await descriptionOf(source, checks);
  await checkBag(source, digests, description, checks);
  const { keys, latest } = await checkCheckpoints(source, key, checks);
  await checkSignature(source, keys[keys.length - 1], checks);
  if (!description) return { checks: checks.list(), description };
  await checkTimestamp(source, description, authority, checks);
  if (latest && latest.size !== description.treeSize) checks.fail('description', `The package is described against a log of ${description.treeSize} events; its latest checkpoint has ${latest.size}.`);
  const given = readOpenings(openings ?? '', checks);
  const newRecords = (): Map<string, CustomerRecord> => new Map(description.customers.map((customerNo) => [customerNo, new CustomerRecord(customerNo)]));
  // As the package shows the customers, and as they are with what the openings add.
  const records = newRecords();
  const whole = newRecords();
  const editions: LoggedEdition[] = [];
  const period = new PeriodWatch(description);
  const complete = [...description.customers, EDITION_KEY];
  const seen = await checkEvents(
    source,
    latest,
    given,
    (position, event, opened) => {
      period.see(position, event);
      if (!event) return;
      for (const customerNo of event.cut.customers) {
        if (!opened) records.get(customerNo)?.fold(event);
        whole.get(customerNo)?.fold(event);
      }
      if (event.cut.type === 'RulebookEditionPublished') editions.push({ position, payload: event.payload as unknown as RulebookEditionPublished['payload'] });
    },
    new Set(complete),
    checks,
  );
  if (seen.shown !== description.events || seen.withheld !== description.withheld) checks.fail('description', `Described are ${description.events} events and ${description.withheld} commitments; there are ${seen.shown} and ${seen.withheld}.`);
  await checkCompleteness(source, description, latest, seen, complete, checks);
  period.check(description.treeSize, checks);
  if (seen.opened < seen.confidential) checks.notChecked('confidential', `${seen.confidential - seen.opened} events are committed to and shown to the entitled only: what they say was not looked at.`);
  else checks.pass('confidential', seen.opened > 0 ? `${seen.opened} opened.` : 'None was left out.');
  const statements = await checkStatements(source, checks);
  const known = await checkEditions(source, description, editions, builtInEdition, checks);
  await checkScores(source, { description, editions: known, records, whole: seen.opened > 0 && seen.opened >= seen.confidential ? whole : null, statements }, checks);
  checks.notChecked('reports', 'Made for people from the explanations above; their bytes are signed, what they say was not compared.');
  return { checks: checks.list(), description };
}

function readOpenings(text: string, checks: CheckList): Map<number, PackagedEvent> {
  const events = new Map<number, PackagedEvent>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const event = readEventLine(line);
    if (typeof event === 'string') checks.fail('confidential', `A line of the openings ${event}.`);
    else events.set(event.position, event);
  }
  return events;
}

async function descriptionOf(source: PackageSource, checks: CheckList): Promise<PackageDescription | null> {
  let description: PackageDescription | null = null;
  await checks.attempt('description', () => {
    const read = readDescription(textOf(source, 'data/package.json'));
    if (typeof read === 'string') return checks.fail('description', read);
    description = read;
    checks.pass('description', `${read.selection.kind}, made on ${read.exportedAt} by ${read.exportedBy}: ${read.purpose}`);
  });
  return description;
}
