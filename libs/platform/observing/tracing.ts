import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Context, type Link, type Span, type SpanContext, type Tracer } from '@opentelemetry/api';
import { isFailure } from './log-failures.js';
import { appendsToldOf, type Facts, type Observer, type Step } from './observed.js';

/** Chains whose last append is remembered, so that numbering and projecting can be shown with what caused them. */
const REMEMBERED = 5_000;
const MOST_LINKS = 32;
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * One span for each step. A request continues the caller's trace (W3C traceparent), commands and appends lie inside it.
 * A numbering or a page of events that one chain caused is shown in the trace of that chain; one that several caused is
 * a trace of its own with links to theirs, because a span has one parent.
 */
export class TracingObserver implements Observer {
  readonly #appended = new Map<string, SpanContext>();
  #unnumbered: SpanContext[] = [];

  constructor(private readonly tracer: Tracer) {}

  async around<Result>(step: Step, facts: Facts, work: () => Promise<Result>): Promise<Result> {
    if (step === 'sequence') return this.#numbering(facts, work);
    const causes = step === 'project' ? (facts.correlationIds ?? []).flatMap((id) => this.#appended.get(id) ?? []) : null;
    const parent = step === 'request' ? callers(facts.traceparent) : causes === null ? context.active() : parentOf(causes);
    return this.#spanned(step, facts, this.#start(step, parent, causes ?? []), (span) => context.with(trace.setSpan(parent, span), work));
  }

  /** Which appends a numbering is for is only known when it has begun. */
  async #numbering<Result>(facts: Facts, work: () => Promise<Result>): Promise<Result> {
    const began = Date.now();
    const running = work();
    await appendsToldOf(running);
    const causes = this.#unnumbered;
    this.#unnumbered = [];
    return this.#spanned('sequence', facts, this.#start('sequence', parentOf(causes), causes, began), () => running);
  }

  #start(step: Step, parent: Context, causes: readonly SpanContext[], startTime?: number): Span {
    const links = causes.length > 1 ? causes.slice(0, MOST_LINKS).map((cause): Link => ({ context: cause })) : [];
    return this.tracer.startSpan(step, { kind: step === 'request' ? SpanKind.SERVER : SpanKind.INTERNAL, links, startTime }, parent);
  }

  async #spanned<Result>(step: Step, facts: Facts, span: Span, work: (span: Span) => Promise<Result>): Promise<Result> {
    try {
      const result = await work(span);
      if (step === 'append') this.#remember(facts, span.spanContext());
      if (step === 'request' && (facts.status ?? 0) >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      return result;
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      // The name alone: a message may hold a customer's data.
      span.setAttribute('error.type', name);
      if (isFailure(error)) span.setStatus({ code: SpanStatusCode.ERROR, message: name });
      throw error;
    } finally {
      span.setAttributes(attributesOf(step, facts));
      span.end();
    }
  }

  #remember({ correlationId }: Facts, span: SpanContext): void {
    if (this.#unnumbered.length < MOST_LINKS) this.#unnumbered.push(span);
    if (correlationId === undefined) return;
    this.#appended.delete(correlationId);
    this.#appended.set(correlationId, span);
    if (this.#appended.size > REMEMBERED) this.#appended.delete(this.#appended.keys().next().value!);
  }
}

function parentOf(causes: readonly SpanContext[]): Context {
  return causes.length === 1 ? trace.setSpanContext(ROOT_CONTEXT, causes[0]) : ROOT_CONTEXT;
}

function callers(traceparent: string | undefined): Context {
  const parts = TRACEPARENT.exec(traceparent ?? '');
  if (!parts || /^0+$/.test(parts[1]) || /^0+$/.test(parts[2])) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId: parts[1], spanId: parts[2], traceFlags: parseInt(parts[3], 16) & TraceFlags.SAMPLED, isRemote: true });
}

function attributesOf(step: Step, { name, method, status, events, outcome, correlationId, correlationIds }: Facts): Record<string, string | number | string[]> {
  const named = { request: 'http.route', command: 'gridledger.command', project: 'gridledger.projection', append: 'gridledger.name', sequence: 'gridledger.name' }[step];
  const ids = correlationId !== undefined ? [correlationId] : (correlationIds ?? []);
  return {
    ...(name !== undefined && { [named]: name }),
    ...(method !== undefined && { 'http.request.method': method }),
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(events !== undefined && { 'gridledger.events': events }),
    ...(outcome !== undefined && { 'gridledger.outcome': outcome }),
    ...(ids.length === 1 && { 'gridledger.correlation_id': ids[0] }),
    ...(ids.length > 1 && { 'gridledger.correlation_ids': ids.slice(0, MOST_LINKS) }),
  };
}
