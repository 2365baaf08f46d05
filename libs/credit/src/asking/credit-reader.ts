import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { dayInZone, instantOf, knownAsOfInstant } from '#platform/config/zone.js';
import { refuse } from '#platform/deciding/refusal.js';
import { copyLines } from '#platform/event-store/log-reader.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { parseDay, type Day } from '#platform/kernel/day.js';
import { EVERYBODY } from '#platform/projecting/keys.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CLOCK, CONFIG, DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { CREDIT_POSITION } from '../ledger/credit.projection.js';
import { emptyCaseFile, type CaseFile } from '../case-file/case-file.js';
import { builtInEdition } from '../editions/built-in-edition.js';
import { compileEdition, type CompiledEdition } from '../editions/compiled-edition.js';
import { EditionBook } from '../editions/edition-book.js';
import type { Edition } from '../editions/edition-schema.js';
import { assessFile, type AssessedCustomer } from './assess-file.js';
import { fromCopyText } from '../ledger/copy-text.js';
import type { Question, QuestionInput } from './question.js';

/** An edition with when it became known: position 0 for the built-in one. */
export interface KnownEdition {
  readonly edition: CompiledEdition;
  readonly position: number;
  readonly contentSha256: string | null;
  readonly publishedBy: string | null;
}

const READ_MODEL = 'credit';

/** Reads case files and resolves the dates of questions. Every answer rests on a position that it names. */
@Injectable()
export class CreditReader {
  readonly #editions = new Map<string, { readonly text: string; readonly edition: CompiledEdition }>();

  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  get zone(): string {
    return this.config.zone;
  }

  /** The zone's current day. */
  today(): Day {
    return dayInZone(this.now(), this.zone);
  }

  /** The present, UTC with six decimals. */
  now(): string {
    return instantOf(this.clock.nowMicros());
  }

  /** Resolves the three dates. Refuses an impossible day or instant and an edition nobody published (status 400, 404). */
  async question(input: QuestionInput = {}): Promise<Question> {
    const asOf = input.asOf === undefined ? this.today() : dayAsked('as-of', input.asOf);
    const knownAsOf = input.knownAsOf === undefined ? this.now() : knownAsOfInstant(input.knownAsOf, this.zone);
    const projected = await this.caughtUp();
    // None of these waits for another: asked together they take one round to the database, not four.
    const [known, keys, editions] = await Promise.all([
      input.knownAsOf === undefined ? projected : this.store.positionAt(knownAsOf),
      this.projector.parkedKeys(READ_MODEL),
      this.editions(),
    ]);
    const position = Math.min(projected, known);
    await this.projector.answersUpTo(READ_MODEL, position);
    const parked = parkedAt(keys, position);
    return { asOf, knownAsOf, position, book: bookOf(editions, position, input.edition), ...(parked.size > 0 && { parked }) };
  }

  /** Refuses, with status 503, a question that another read model cannot answer in whole: paused, or with something about the customer parked. */
  requireWhole(readModel: string, { position }: Pick<Question, 'position'>, customerNo: string | null): Promise<void> {
    return this.projector.requireWhole(readModel, position, customerNo);
  }

  /** Numbers and projects whatever is committed; resolves to the position the read models stand at. */
  async caughtUp(): Promise<number> {
    const position = await this.store.settle();
    await this.projector.catchUp();
    return position;
  }

  /** The built-in edition and every published one, by first day. */
  async editions(): Promise<KnownEdition[]> {
    const { rows } = await this.pool.query<{ edition: string; position: string; content_sha256: string; published_by: string | null }>(
      'SELECT edition, position, content_sha256, published_by FROM edition_v2',
    );
    const published = rows.map((row): KnownEdition => ({
      edition: this.#compiled(row.content_sha256, row.edition),
      position: Number(row.position),
      contentSha256: row.content_sha256,
      publishedBy: row.published_by,
    }));
    return [{ edition: builtInEdition(), position: 0, contentSha256: null, publishedBy: null }, ...published].sort(
      (a, b) => a.edition.inForceFrom - b.edition.inForceFrom,
    );
  }

  /** The editions known at a position, or the one named, which then judges everything. */
  async book(position: number, named?: string): Promise<EditionBook> {
    return bookOf(await this.editions(), position, named);
  }

  // A published edition never changes, so it is compiled once.
  #compiled(contentSha256: string, text: string): CompiledEdition {
    const found = this.#editions.get(contentSha256);
    if (found?.text === text) return found.edition;
    const edition = compileEdition(JSON.parse(text) as Edition);
    this.#editions.set(contentSha256, { text, edition });
    return edition;
  }

  /** The day the ledger stands on and the last closed day; null in an empty log. */
  async ledgerDay(): Promise<{ day: Day; closedThrough: Day | null } | null> {
    const { rows } = await this.pool.query<{ day: string; closed: string | null }>(`SELECT day::text AS day, closed_through::text AS closed FROM ledger_day_v2 WHERE position <= ${CREDIT_POSITION} ORDER BY position DESC LIMIT 1`);
    return rows.length === 0 ? null : { day: parseDay(rows[0].day)!, closedThrough: rows[0].closed === null ? null : parseDay(rows[0].closed) };
  }

  async caseFile(customerNo: string): Promise<CaseFile | null> {
    const { rows } = await this.pool.query<{ facts: string }>('SELECT facts FROM credit_file_v2 WHERE customer_no = $1', [customerNo]);
    return rows.length === 0 ? null : { customerNo, facts: JSON.parse(rows[0].facts) as CaseFile['facts'] };
  }

  /** All case files but those parked for this question, sorted by customer number by code points, in batches; memory stays flat. */
  async *caseFiles({ parked }: Pick<Question, 'parked'>): AsyncGenerator<CaseFile[]> {
    for await (const lines of copyLines(this.pool, 'COPY (SELECT customer_no, facts FROM credit_file_v2 ORDER BY customer_no) TO STDOUT')) {
      yield lines.map((line): CaseFile => {
        const tab = line.indexOf('\t');
        const file = emptyCaseFile(fromCopyText(line.slice(0, tab)));
        file.facts = JSON.parse(fromCopyText(line.slice(tab + 1))) as CaseFile['facts'];
        return file;
      }).filter(({ customerNo }) => !parked?.has(customerNo));
    }
  }

  recordedTimes(positions: readonly number[]): Promise<Map<number, string>> {
    return this.store.recordedTimes(positions);
  }

  /**
   * A customer's assessment. Refuses, with status 404, a customer unknown as of then, one not opened yet on the day
   * asked about, and an account closed before it.
   */
  async assessCustomer(customerNo: string, question: Question, explain = false): Promise<AssessedCustomer> {
    const file = await this.caseFile(customerNo);
    return assessFile(file ?? emptyCaseFile(customerNo), question, explain);
  }
}

// What concerns everybody and could not be projected (an edition, a closed day) leaves no answer about anybody.
function parkedAt(keys: ReadonlyMap<string, number>, position: number): ReadonlySet<string> {
  const parked = new Set([...keys].filter(([, from]) => from <= position).map(([key]) => key));
  if (parked.has(EVERYBODY)) throw refuse('everybody-parked', 'An event that concerns all customers could not be projected: scores would be wrong until it is. projections parked shows it; questions as known before it are answered.', 503);
  return parked;
}

function bookOf(editions: readonly KnownEdition[], position: number, named?: string): EditionBook {
  if (named === undefined) return EditionBook.of(editions.filter((known) => known.position <= position).map(({ edition }) => edition));
  const found = editions.find(({ edition }) => edition.id === named);
  if (!found) throw refuse('unknown-edition', `There is no rulebook edition '${named}'; known are ${editions.map(({ edition }) => edition.id).join(', ')}.`, 404, { field: 'edition', value: named });
  return EditionBook.only(found.edition);
}

/** The day that an option names. Refuses, with status 400, what is no existing day. */
export function dayAsked(option: string, text: string): Day {
  const day = parseDay(text);
  if (day !== null) return day;
  throw refuse('impossible-day', `--${option} '${text}' is not an existing day; days are written YYYY-MM-DD.`, 400, { field: option, value: text, expected: 'an existing day, YYYY-MM-DD' });
}
