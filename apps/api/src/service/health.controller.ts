import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type pg from 'pg';
import { z } from 'zod';
import { CreditReader } from '#credit/asking/credit-reader.js';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { formatDay } from '#platform/kernel/day.js';
import { readModelLags, type ReadModelLag } from '#platform/observing/read-model-lag.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CLOCK, CONFIG, DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { Documented } from '../documentation/documented.js';
import { EdgeRefusal } from '../edge/problem.js';
import { daySchema, instantSchema } from '../questions/answers.js';
import { ServiceState } from './service-state.js';

const liveSchema = z.strictObject({ status: z.literal('live') }).describe('The process answers.');
const readySchema = z
  .strictObject({
    status: z.literal('ready'),
    position: z.int().describe('The last position of the log.'),
    recordedAt: instantSchema.nullable(),
    readModels: z.array(z.strictObject({ name: z.string(), position: z.int(), lag: z.int().describe('Positions behind the log.'), lagSeconds: z.number().describe('Age of the oldest event not taken in.') })),
    today: daySchema,
    ledgerDay: daySchema.nullable(),
  })
  .describe('The database answers; how far the read models have come.');

@ApiTags('Service')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(DATABASE) private readonly pool: pg.Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTOR) private readonly projector: Projector,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reader: CreditReader,
    private readonly state: ServiceState,
  ) {}

  @Get('live')
  @Documented({ id: 'live', summary: 'Whether the process answers 存活', answer: liveSchema })
  live(): z.input<typeof liveSchema> {
    return { status: 'live' };
  }

  @Get('ready')
  @Documented({ id: 'ready', summary: 'Whether questions can be answered, and how far the read models lag 就绪', answer: readySchema, refuses: [503] })
  async ready(): Promise<z.input<typeof readySchema>> {
    if (this.state.stopping) throw new EdgeRefusal(503, 'stopping', 'This process is stopping: it finishes what it has begun and takes nothing new.', { 'Retry-After': '5' });
    try {
      await this.pool.query('SELECT 1');
    } catch {
      throw new EdgeRefusal(503, 'database-unreachable', 'The database does not answer.', { 'Retry-After': '5' });
    }
    const { position, recordedAt, readModels } = await readModelLags({ store: this.store, projector: this.projector, clock: this.clock });
    refuseLagging(readModels, this.config);
    const ledger = await this.reader.ledgerDay().catch(() => null);
    return {
      status: 'ready',
      position,
      recordedAt,
      readModels,
      today: formatDay(this.reader.today()),
      ledgerDay: ledger ? formatDay(ledger.day) : null,
    };
  }
}

/** Says which read models are too far behind, and by how much. */
function refuseLagging(readModels: readonly ReadModelLag[], { readyLagSeconds, readyLagPositions }: Config): void {
  const lagging = readModels.filter(({ lag, lagSeconds }) => lagSeconds > readyLagSeconds || lag > readyLagPositions);
  if (lagging.length === 0) return;
  const limit = `${readyLagSeconds} seconds${Number.isFinite(readyLagPositions) ? ` or ${readyLagPositions} positions` : ''}`;
  const errors = lagging.map(({ name, position, lag, lagSeconds }) => ({
    code: 'read-model-lags',
    field: 'readModels',
    value: name,
    expected: `at most ${limit} behind the log`,
    message: `The read model ${name} stands at position ${position}: ${lag} positions and ${Math.round(lagSeconds)} seconds behind the log.`,
  }));
  throw new EdgeRefusal(503, 'read-models-lag', `Read models are more than ${limit} behind the log: ${lagging.map(({ name }) => name).join(', ')}.`, { 'Retry-After': '5' }, errors);
}
