import { Controller, Get, Header, Inject, type OnModuleDestroy } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type pg from 'pg';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Clock } from '#platform/config/clock.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { registerGauges } from '#platform/observing/log-gauges.js';
import { StepMetrics } from '#platform/observing/metrics.js';
import { observe } from '#platform/observing/observed.js';
import type { Processor } from '#platform/processing/processor.js';
import type { Projector } from '#platform/projecting/projector.js';
import { CLOCK, DATABASE, EVENT_STORE, PROCESSOR, PROJECTOR } from '#platform/tokens.js';
import { Documented } from '../documentation/documented.js';

@ApiTags('Service')
@Controller('metrics')
export class MetricsController implements OnModuleDestroy {
  private readonly registry = new Registry();
  private readonly stop: () => void;
  private ofProcess = false;

  constructor(@Inject(DATABASE) pool: pg.Pool, @Inject(EVENT_STORE) store: EventStore, @Inject(PROJECTOR) projector: Projector, @Inject(PROCESSOR) processor: Processor, @Inject(CLOCK) clock: Clock) {
    registerGauges(this.registry, { pool, store, projector, processor, clock });
    this.stop = observe(new StepMetrics(this.registry));
  }

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Documented({
    id: 'metrics',
    summary: 'Metrics for Prometheus 运行指标',
    description: 'Appends, numbering, read models, requests, commands, connections and the process. What to watch: docs/how-to/operate.md.',
    answer: { type: 'text/plain', description: 'Prometheus text format 0.0.4. No label holds a customer’s number.' },
  })
  metrics(): Promise<string> {
    // The process is measured from the first time that somebody asks.
    if (!this.ofProcess) collectDefaultMetrics({ register: this.registry });
    this.ofProcess = true;
    return this.registry.metrics();
  }

  onModuleDestroy(): void {
    this.stop();
    this.registry.clear();
  }
}
