import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type pg from 'pg';
import { z } from 'zod';
import { CreditReader } from '#credit/asking/credit-reader.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { formatDay } from '#platform/kernel/day.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import { Documented } from '../documentation/documented.js';
import { EdgeRefusal } from '../edge/problem.js';
import { daySchema, instantSchema } from '../questions/answers.js';

const liveSchema = z.strictObject({ status: z.literal('live') }).describe('The process answers.');
const readySchema = z
  .strictObject({
    status: z.literal('ready'),
    position: z.int().describe('The last position of the log.'),
    recordedAt: instantSchema.nullable(),
    readModels: z.array(z.strictObject({ name: z.string(), position: z.int(), lag: z.int().describe('Positions behind the log.') })),
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
    private readonly reader: CreditReader,
  ) {}

  @Get('live')
  @Documented({ id: 'live', summary: 'Whether the process answers 存活', answer: liveSchema })
  live(): z.input<typeof liveSchema> {
    return { status: 'live' };
  }

  @Get('ready')
  @Documented({ id: 'ready', summary: 'Whether questions can be answered, and how far the read models lag 就绪', answer: readySchema, refuses: [503] })
  async ready(): Promise<z.input<typeof readySchema>> {
    try {
      await this.pool.query('SELECT 1');
    } catch {
      throw new EdgeRefusal(503, 'database-unreachable', 'The database does not answer.', { 'Retry-After': '5' });
    }
    const { position, recordedAt } = await this.store.head();
    const positions = await this.projector.positions();
    const ledger = await this.reader.ledgerDay().catch(() => null);
    return {
      status: 'ready',
      position,
      recordedAt,
      readModels: [...positions].map(([name, at]) => ({ name, position: at, lag: Math.max(0, position - at) })),
      today: formatDay(this.reader.today()),
      ledgerDay: ledger ? formatDay(ledger.day) : null,
    };
  }
}
