import type { PackageSource } from '#platform/evidence/package-source.js';
import { canonicalJson } from '#platform/kernel/canonical-json.js';
import { dayOf } from '#platform/kernel/day.js';
import type { Question } from '#credit/asking/question.js';
import { compileEdition, type CompiledEdition } from '#credit/editions/compiled-edition.js';
import { EditionBook } from '#credit/editions/edition-book.js';
import { editionSchema, type Edition } from '#credit/editions/edition-schema.js';
import { editionHash } from '#credit/editions/publish-edition.js';
import type { RulebookEditionPublished } from '#credit/editions/events.js';
import { LANGUAGES } from '#credit/explaining/explanation.js';
import type { CustomerRecord } from '#credit/evidence/customer-record.js';
import type { PackageDescription, ScoreClaim } from '#credit/evidence/package-description.js';
import type { PackagedStatement } from '#credit/evidence/packaged-statements.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { textOf } from './check-container.js';
import type { CheckList } from './check-list.js';

/** A published edition as the log has it. */
export interface LoggedEdition {
  readonly position: number;
  readonly payload: RulebookEditionPublished['payload'];
}

interface KnownEdition {
  readonly position: number;
  readonly edition: CompiledEdition;
}

/** The editions of the package against those of its events; `builtIn`: SHA-256 of the edition that the verifier was released with. */
export async function checkEditions(source: PackageSource, description: PackageDescription, logged: readonly LoggedEdition[], builtIn: string, checks: CheckList): Promise<KnownEdition[]> {
  const known: KnownEdition[] = [];
  await checks.attempt('editions', () => {
    for (const { id, position, file } of description.editions) {
      const text = textOf(source, file);
      const { data, error } = editionSchema.safeParse(JSON.parse(text));
      if (!data || canonicalJson(data) !== text) {
        checks.fail('editions', `${file} is no edition in its canonical form${error ? `: ${error.issues[0].path.join('.')}: ${error.issues[0].message}` : ''}.`);
        continue;
      }
      if (data.id !== id) checks.fail('editions', `${file} is edition ${data.id}, described is ${id}.`);
      if (position === 0) {
        const hash = editionHash(data as unknown as JsonObject);
        if (hash === builtIn) checks.pass('editions', `${id}: the built-in edition that this verifier was released with.`);
        else checks.notChecked('editions', `${id}: built in, but not the one that this verifier was released with (SHA-256 ${hash}): that it is the supplier's follows from the signature alone.`);
      } else {
        const event = logged.find((one) => one.position === position);
        if (!event || canonicalJson(event.payload.edition) !== text) checks.fail('editions', `${id} is not what event ${position} published.`);
      }
      known.push({ position, edition: compileEdition(data as Edition) });
    }
    for (const { position, payload } of logged) {
      if (position <= description.position && !description.editions.some((one) => one.position === position)) checks.fail('editions', `Edition ${payload.edition_id}, published as event ${position}, is missing.`);
    }
    if (known.filter(({ position }) => position === 0).length !== 1) checks.fail('editions', 'Exactly one edition is built in.');
    checks.pass('editions');
  });
  return known;
}

/** Works out every score and explanation of the package again, and holds decisions against them. */
export async function checkScores(
  source: PackageSource,
  { description, editions, records, whole, statements }: { description: PackageDescription; editions: readonly KnownEdition[]; records: ReadonlyMap<string, CustomerRecord>; /** With the openings, where they show all that is confidential. */ whole: ReadonlyMap<string, CustomerRecord> | null; statements: readonly PackagedStatement[] },
  checks: CheckList,
): Promise<void> {
  for (const claim of description.scores) {
    const record = records.get(claim.customer_no);
    const name = `customer ${claim.customer_no} on ${claim.asOf}, known as of ${claim.knownAsOf}`;
    const question: Question | null = record && editions.length > 0 ? { asOf: dayOf(claim.asOf), knownAsOf: claim.knownAsOf, position: claim.position, book: EditionBook.of(editions.filter(({ position }) => position <= claim.position).map(({ edition }) => edition)) } : null;
    if (!record || !question) {
      checks.fail('scores', `The score of ${name} cannot be worked out: its events or its rulebook are missing.`);
      continue;
    }
    checkKnowledge(claim, record, checks);
    await checks.attempt('scores', () => {
      const expected = canonicalJson(record.score(question));
      if (expected !== textOf(source, claim.judged)) checks.fail('scores', `${claim.judged} is not the score that the events of ${name} lead to: ${record.score(question).total} ${record.score(question).grade}.`);
      else checks.pass('scores', `${name}: ${record.score(question).total} ${record.score(question).grade}.`);
      const full = claim.confidentialOmitted ? whole?.get(claim.customer_no) : record;
      if (full && full !== record) checks.pass('scores', `With the confidential entries: ${full.score(question).total} ${full.score(question).grade}.`);
      checkDecision(claim, full, question, checks);
    });
    await checks.attempt('explanations', () => {
      const own = statements.filter(({ customer_no }) => customer_no === claim.customer_no);
      for (const language of LANGUAGES) {
        const explanation = canonicalJson(record.explanation(question, { language, zone: description.zone, statements: own }));
        if (explanation !== textOf(source, claim.explanations[language])) checks.fail('explanations', `${claim.explanations[language]} is not the explanation that the events of ${name} lead to.`);
      }
      checks.pass('explanations');
    });
  }
  if (description.scores.length === 0) for (const id of ['scores', 'explanations'] as const) checks.notChecked(id, 'The package claims no score.');
  if (!description.scores.some(({ rating }) => rating !== null)) checks.notChecked('decisions', 'The package holds no decision.');
}

/**
 * The position must be the last one at or before the instant. A question about the present names the clock's
 * millisecond, in which the log may have gone on: events of that millisecond may stand on either side.
 */
function checkKnowledge({ knownAsOf, position, customer_no }: ScoreClaim, { recordedTimes }: CustomerRecord, checks: CheckList): void {
  const asked = milliseconds(knownAsOf);
  for (const [at, time] of recordedTimes) {
    const recorded = milliseconds(time);
    if (at <= position && recorded > asked) checks.fail('scores', `Event ${at} of customer ${customer_no} was recorded at ${time}, after ${knownAsOf}: it was not known then.`);
    if (at > position && recorded < asked) checks.fail('scores', `Event ${at} of customer ${customer_no} was recorded at ${time}, by ${knownAsOf}: it was known then and left out of the score.`);
  }
}

/** Of an instant with six decimals, UTC; the rest is cut off. */
const milliseconds = (instant: string): number => Date.parse(`${instant.slice(0, 23)}Z`);

function checkDecision({ rating }: ScoreClaim, record: CustomerRecord | undefined, question: Question, checks: CheckList): void {
  if (rating === null) return;
  if (!record) return checks.notChecked('decisions', `Rating ${rating} was decided with confidential entries, which are not shown.`);
  const proposed = record.proposals.get(rating);
  if (!proposed) return checks.fail('decisions', `The package does not show how rating ${rating} was proposed.`);
  if (canonicalJson(proposed.judged) !== canonicalJson(record.score(question))) checks.fail('decisions', `Rating ${rating} was decided on another score than the events lead to.`);
  else checks.pass('decisions', `Rating ${rating}: ${proposed.judged.total} ${proposed.judged.grade}.`);
}
