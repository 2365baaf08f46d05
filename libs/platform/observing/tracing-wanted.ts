/** Tracing is off unless the environment names a receiver. Apart from start-tracing.ts, which takes a while to load. */
export const isTracingWanted = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  Boolean(environment.OTEL_EXPORTER_OTLP_ENDPOINT || environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);
