import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent } from '#platform/event-store/event-store.js';
import { dayOf, formatDay } from '#platform/kernel/day.js';
import { seededRandom } from '#platform/kernel/random.js';
import type { Projector } from '#platform/projecting/projector.js';
import { EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { SatisfactionReader } from '#satisfaction/asking/satisfaction-reader.js';
import { QuestionnaireBook } from '#satisfaction/publishing/questionnaire-book.js';
import { timed, withClient, withProduct, type Taken } from './product.js';

const INDICATORS = [...['d1', 'd2'].flatMap((d) => [`${d}_1`, `${d}_2`]), ...['d3', 'd4', 'd5'].flatMap((d) => [1, 2, 3, 4].map((i) => `${d}_${i}`)), ...['d6', 'd7'].flatMap((d) => [1, 2, 3].map((i) => `${d}_${i}`)), 'im_1', 'im_2', 'va_1', 'va_2'];
const RATED = [...INDICATORS, 'overall', 'versus_expectation', 'versus_ideal', 'recommend'];
const DAYS = 90;
const FIRST_DAY = dayOf('2026-01-01');
const TO_A_STREAM = 500;

/** Simulated answers, seeded: 90 days, ten regions, five segments; each day comes as one batch. Appended and counted. */
export const simulateAnswersStep = ({ answers }: { answers: number }): Promise<Taken> =>
  withProduct(async (app) => {
    await app.get(QuestionnaireBook).published('supply-service', { actor: 'bench' });
    const store = app.token<EventStore>(EVENT_STORE);
    const random = seededRandom('bench', 'answers');
    const aDay = Math.ceil(answers / DAYS);
    return timed(async () => {
      for (let day = 0; day < DAYS; day++) {
        const on = formatDay(FIRST_DAY + day);
        const appends: Promise<unknown>[] = [];
        for (let from = 0; from < aDay; from += TO_A_STREAM) {
          const events = Array.from({ length: Math.min(TO_A_STREAM, aDay - from) }, (): NewEvent => ({
            type: 'AnswersReceived', version: 1, occurredOn: on, customers: [],
            payload: {
              questionnaire: 'supply-service', edition: 1, responded_on: on, channel: 'web', region: `R${random.below(10)}`, segment: `S${random.below(5)}`, batch: `day-${day}`, batch_size: aDay,
              answers: Object.fromEntries(RATED.map((item) => [item, random.between(4, 10)])),
            },
          }));
          appends.push(store.append({ stream: `answers-${randomUUID()}`, expectedRevision: 'no_stream', events, context: { actor: '', origin: 'simulation', correlationId: '', causationId: null } }));
        }
        await Promise.all(appends);
      }
      await app.token<Projector>(PROJECTOR).catchUp(await store.settle());
      return aDay * DAYS;
    });
  });

/** The same rows as columns, for the peer. */
export const answerColumnsStep = (): Promise<Taken> =>
  withClient((client) => timed(async () => {
    const { rowCount } = await client.query(`CREATE TABLE bench_answers AS SELECT region, segment, r.* FROM read_model.answer_v1, jsonb_to_record(answers::jsonb) AS r(${RATED.map((item) => `${item} smallint`).join(', ')})`);
    await client.query('VACUUM ANALYZE bench_answers');
    return rowCount ?? 0;
  }));

/** Every index by region and by segment, from the question to the answer. */
export const everyIndexStep = (): Promise<Taken> =>
  withProduct(async (app) => {
    const reader = app.get(SatisfactionReader);
    await reader.answer({ asOf: '2026-04-30' });
    return timed(async () => {
      let figures = 0;
      for (const by of ['region', 'segment'] as const) figures += (await reader.answer({ asOf: '2026-04-30', by })).groups!.length;
      return figures;
    });
  });

/** One SELECT avg(…) per indicator. */
export const averagesStep = (): Promise<Taken> =>
  withClient(async (client) => {
    await client.query(`SELECT avg(${INDICATORS[0]}) FROM bench_answers`);
    return timed(async () => {
      for (const indicator of INDICATORS) await client.query(`SELECT avg(${indicator}) FROM bench_answers`);
      return INDICATORS.length;
    });
  });
