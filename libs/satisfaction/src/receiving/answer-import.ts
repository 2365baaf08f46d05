import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import { refuse } from '#platform/deciding/refusal.js';
import { WrongExpectedRevision, type EventStore, type WriteContext } from '#platform/event-store/event-store.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay } from '#platform/kernel/day.js';
import { CLOCK, CONFIG, EVENT_STORE } from '#platform/tokens.js';
import type { Channel } from '../answers/answers.js';
import { readResponses } from '../answers/read-responses.js';
import { waveStream, type AnswersReceived, type WaveDrawn } from '../events.js';
import { QuestionnaireBook } from '../publishing/questionnaire-book.js';
import { batchOf, conflicts, fileHash, importedRows, saysTheSame, type ImportedRow, type ImportOptions } from './imported-rows.js';

export interface AnswerImportReport {
  readonly questionnaire: string;
  readonly edition: number;
  readonly wave: string | null;
  /** Rows with an answer. */
  readonly rows: number;
  readonly recorded: number;
  /** Rows that were recorded before. */
  readonly known: number;
  /** Rows in which nobody answered anything. */
  readonly empty: number;
}

export interface AnswerImportInput {
  readonly questionnaire: string;
  readonly wave?: string;
  readonly channel?: Channel;
  readonly respondedOn?: string;
}

/** Appends sent in one turn share transactions. */
const AT_A_TIME = 4000;

/** Imports files of answers: all of a file or nothing of it, and what is recorded already not again. */
@Injectable()
export class AnswerImport {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly book: QuestionnaireBook,
  ) {}

  /**
   * Imports the bytes of a CSV; `name` is what messages call it. Refuses what readResponses and importedRows refuse, an
   * unknown questionnaire or wave (404), and rows recorded with other content (409); nothing is written then. Killed half
   * way, the answers written wait for the rest, which the same import brings.
   */
  async import(bytes: Uint8Array, name: string, input: AnswerImportInput, context: WriteContext, onProgress?: (done: number, of: number) => void): Promise<AnswerImportReport> {
    const wave = input.wave === undefined ? undefined : await this.#wave(input.wave, input.questionnaire);
    const { questionnaire } = await this.book.get(input.questionnaire, wave?.edition);
    const { id, version } = questionnaire;
    const { responses, emptyRows } = readResponses(questionnaire, bytes, name);
    const file = fileHash(bytes);
    const today = formatDay(todayIn(this.config.zone, this.clock));
    const options: ImportOptions = { questionnaire: id, edition: version, wave, channel: input.channel, respondedOn: input.respondedOn, today };
    const rows = importedRows(responses, file, name, options);
    const batch = batchOf(file, id);
    const { fresh, size } = await this.#fresh(rows, batch, name);
    await this.book.published(id, context, version);
    for (let i = 0; i < fresh.length; i += AT_A_TIME) {
      await Promise.all(fresh.slice(i, i + AT_A_TIME).map((row) => this.#append(row, batch, size, context)));
      onProgress?.(Math.min(i + AT_A_TIME, fresh.length), fresh.length);
    }
    await this.#note({ questionnaire: id, edition: version, ...(wave ? { wave: wave.id } : {}), batch, file_sha256: file, rows: rows.length, empty_rows: emptyRows.length }, today, context);
    return { questionnaire: id, edition: version, wave: wave?.id ?? null, rows: rows.length, recorded: fresh.length, known: rows.length - fresh.length, empty: emptyRows.length };
  }

  /** The rows that are not recorded yet, and how many the batch has with those of an attempt that broke off. */
  async #fresh(rows: readonly ImportedRow[], batch: string, name: string): Promise<{ fresh: ImportedRow[]; size: number }> {
    const fresh: ImportedRow[] = [];
    const different: ImportedRow[] = [];
    let begun: number | undefined;
    for (let i = 0; i < rows.length; i += AT_A_TIME) {
      const some = rows.slice(i, i + AT_A_TIME);
      const known = await this.store.readStreams(some.map(({ stream }) => stream));
      for (const row of some) {
        const recorded = known.get(row.stream)?.[0]?.payload as AnswersReceived['payload'] | undefined;
        if (recorded?.batch === batch) begun = recorded.batch_size;
        if (!recorded) fresh.push(row);
        else if (!saysTheSame(recorded, row.payload)) different.push(row);
      }
    }
    const refusal = conflicts(different, name);
    if (refusal) throw refusal;
    return { fresh, size: begun ?? fresh.length };
  }

  async #append({ stream, payload }: ImportedRow, batch: string, size: number, { origin }: WriteContext): Promise<void> {
    const event = { type: 'AnswersReceived', version: 1, occurredOn: payload.responded_on, customers: [], payload: { ...payload, batch, batch_size: size } as unknown as JsonObject };
    await this.store.append({ stream, expectedRevision: 'no_stream', events: [event], context: { actor: '', origin: origin === 'live' ? 'import' : origin, correlationId: '', causationId: null } }).catch(alreadyThere);
  }

  async #note(payload: JsonObject, occurredOn: string, context: WriteContext): Promise<void> {
    const event = { type: 'AnswersImported', version: 1, occurredOn, customers: [], payload };
    await this.store.append({ stream: `answers-import-${payload.batch as string}`, expectedRevision: 'no_stream', events: [event], context }).catch(alreadyThere);
  }

  async #wave(id: string, questionnaire: string): Promise<{ id: string; edition: number; opensOn: string; closesOn: string }> {
    const [drawn] = await this.store.readStream(waveStream(id), { limit: 1 });
    if (!drawn) throw refuse('unknown-wave', `There is no wave '${id}'; survey wave FILE draws one.`, 404, { field: 'wave', value: id });
    const wave = drawn.payload as unknown as WaveDrawn['payload'];
    if (wave.questionnaire !== questionnaire) throw refuse('other-questionnaire', `The wave ${id} asks by the questionnaire ${wave.questionnaire}, not by ${questionnaire}.`, 422, { field: 'questionnaire', value: questionnaire, expected: wave.questionnaire });
    return { id, edition: wave.edition, opensOn: wave.opens_on, closesOn: wave.closes_on };
  }
}

function alreadyThere(error: unknown): void {
  if (!(error instanceof WrongExpectedRevision)) throw error;
}
