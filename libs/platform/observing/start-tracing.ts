import { context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { AsyncContext } from './async-context.js';
import { observe } from './observed.js';
import { TracingObserver } from './tracing.js';

export interface Tracing {
  /** Sends what is still there and stops tracing. Never throws: a receiver that is away holds nobody up for long. */
  close(): Promise<void>;
}

const LONGEST_FLUSH_MS = 5000;

/**
 * Traces all steps of this process. The exporter reads OTEL_EXPORTER_OTLP_ENDPOINT and its companions itself. Call it
 * only where that is set (tracing-wanted.ts), as loading the exporter takes a while; or give a processor of your own.
 */
export function startTracing(processor: SpanProcessor = new BatchSpanProcessor(new OTLPTraceExporter())): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME || 'gridledger', 'process.pid': process.pid }),
    spanProcessors: [processor],
  });
  const manager = new AsyncContext();
  context.setGlobalContextManager(manager);
  const stop = observe(new TracingObserver(provider.getTracer('gridledger')));
  return {
    close: async () => {
      stop();
      let timer: NodeJS.Timeout | undefined;
      const impatience = new Promise<void>((resolve) => (timer = setTimeout(resolve, LONGEST_FLUSH_MS)));
      await Promise.race([provider.shutdown().catch(() => {}), impatience]);
      clearTimeout(timer);
      context.disable();
    },
  };
}
