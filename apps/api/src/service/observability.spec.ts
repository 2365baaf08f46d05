import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type pg from 'pg';
import { LogFailures } from '#platform/observing/log-failures.js';
import { observe } from '#platform/observing/observed.js';
import { startTracing, type Tracing } from '#platform/observing/start-tracing.js';
import type { Projector } from '#platform/projecting/projector.js';
import { DATABASE, EVENT_STORE, PROJECTOR } from '#platform/tokens.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import { openService, type Service } from '../../../../test/support/open-service.js';

const customer = (customer_no: string) => ({ customer_no, name: '王小明', customer_class: 'power', opened_on: '2023-06-01' });
const bill = (no: string) => ({ bill_no: no, customer_no: 'SECRET-77', period: '2024-01', issued_on: '2024-02-05', due_on: '2024-02-25', amount: '10.00' });
let service: Service;
beforeAll(async () => {
  service = await openService('2024-06-15T04:00:00Z');
});
afterAll(() => service.close());
const settle = async (): Promise<void> => {
  await service.running.app.get<EventStore>(EVENT_STORE).settle();
};

describe('the metrics', () => {
  it('count what was done, time it, and say where the read models stand; no label holds a customer’s number', async () => {
    await service.record('RegisterCustomer', customer('SECRET-77'));
    expect((await service.post('/commands/RecordBill', { ...bill('B1'), amount: '-1' })).status).toBe(400);
    // The look at it is an event as well.
    await service.get('/customers/SECRET-77/explanation');
    await service.get('/nowhere/SECRET-77');
    await service.record('RecordBill', bill('B1'));
    await settle();
    service.at('2024-06-15T04:01:00Z');
    const { text, headers } = await service.get('/metrics');
    const has = (line: RegExp): void => expect(text.split('\n').some((one) => line.test(one)) || line).toBe(true);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    has(/^gridledger_commands_total\{command="RegisterCustomer",outcome="recorded"\} 1$/);
    has(/^gridledger_commands_total\{command="RecordBill",outcome="refused"\} 1$/);
    has(/^gridledger_appends_total\{outcome="done"\} 3$/);
    has(/^gridledger_appended_events_total 3$/);
    has(/^gridledger_append_seconds_count 3$/);
    has(/^gridledger_sequencer_runs_total\{outcome="done"\} \d/);
    has(/^gridledger_sequencer_lag_seconds_count [1-9]/);
    has(/^gridledger_log_unnumbered_events 0$/);
    has(/^gridledger_http_requests_total\{method="POST",route="\/commands\/:name",status="201"\} 2$/);
    has(/^gridledger_http_requests_total\{method="GET",route="none",status="404"\} 1$/);
    has(/^gridledger_projected_events_total\{projection="credit"\} 1$/);
    has(/^gridledger_log_position 3$/);
    has(/^gridledger_projection_lag_positions\{projection="credit"\} 2$/);
    has(/^gridledger_projection_lag_seconds\{projection="credit"\} (59|60)/);
    has(/^gridledger_projection_parked_events\{projection="credit"\} 0$/);
    has(/^gridledger_database_connections\{state="idle"\} \d/);
    has(/^gridledger_database_up 1$/);
    has(/^process_cpu_seconds_total /);
    expect(text).not.toContain('SECRET');
  });
});

describe('readiness', () => {
  it('given a read model is further behind than the limit, then 503 names it; caught up, the service is ready', async () => {
    const late = await service.get('/health/ready');
    expect(late).toMatchObject({ status: 503, json: { type: 'urn:gridledger:problem:read-models-lag' } });
    expect(late.json.errors).toContainEqual(expect.objectContaining({ value: 'credit', message: expect.stringMatching(/^The read model credit stands at position 1: 2 positions and (59|60) seconds behind the log\.$/) }));
    await service.running.app.get<Projector>(PROJECTOR).catchUp();
    const { status, json } = await service.get('/health/ready');
    expect([status, json.readModels[0]]).toEqual([200, { name: 'credit', position: 3, lag: 0, lagSeconds: 0 }]);
    expect((await service.get('/health/live')).json).toEqual({ status: 'live' });
  });
});

describe('the traces', () => {
  let tracing: Tracing;
  let kept: InMemorySpanExporter;
  beforeEach(() => {
    kept = new InMemorySpanExporter();
    tracing = startTracing(new SimpleSpanProcessor(kept));
  });
  afterEach(() => tracing.close());
  const named = (name: string): ReadableSpan => kept.getFinishedSpans().find((span) => span.name === name)!;

  it('show a command from its request to the read model in the trace of the caller, with its correlation id', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-correlation-id': 'desk-7' };
    expect((await service.post('/commands/RecordBill', bill('B2'), headers)).status).toBe(201);
    await settle();
    await service.running.app.get<Projector>(PROJECTOR).catchUp();
    const steps = ['request', 'command', 'append', 'sequence', 'project'].map(named);
    expect(steps.map((span) => span.spanContext().traceId)).toEqual(Array(5).fill(traceId));
    const id = (span: ReadableSpan): string => span.spanContext().spanId;
    const parent = (span: ReadableSpan): string | undefined => span.parentSpanContext?.spanId;
    const [request, command, append, sequence, project] = steps;
    expect([parent(request), parent(command), parent(append), parent(sequence), parent(project)]).toEqual(['00f067aa0ba902b7', id(request), id(command), id(append), id(append)]);
    expect([request, command, append, project].map(({ attributes }) => attributes['gridledger.correlation_id'])).toEqual(Array(4).fill('desk-7'));
    expect(request.attributes).toMatchObject({ 'http.route': '/commands/:name', 'http.response.status_code': 201 });
    expect(command.attributes).toMatchObject({ 'gridledger.command': 'RecordBill' });
    expect(project.attributes).toMatchObject({ 'gridledger.projection': 'credit', 'gridledger.events': 1 });
    expect(JSON.stringify(steps.map(({ attributes, events, links }) => ({ attributes, events, links })))).not.toContain('SECRET');
  });

  it('link a page that several chains led to with each of them', async () => {
    await service.record('RecordBill', bill('B3'));
    await service.record('RecordBill', bill('B4'));
    await settle();
    await service.running.app.get<Projector>(PROJECTOR).catchUp();
    const appends = kept.getFinishedSpans().filter(({ name }) => name === 'append').map((span) => span.spanContext().spanId);
    expect(appends).toHaveLength(2);
    expect(named('project').links.map(({ context }) => context.spanId).sort()).toEqual(appends.sort());
  });

  it('reach a receiver over HTTP, also those of the last moment', async () => {
    await tracing.close();
    const bodies: string[] = [];
    const receiver: Server = createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        bodies.push(`${request.url} ${Buffer.concat(chunks).toString('latin1')}`);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as { port: number };
    tracing = startTracing(new BatchSpanProcessor(new OTLPTraceExporter({ url: `http://127.0.0.1:${port}/v1/traces` })));
    await service.get('/health/live', { 'x-correlation-id': 'desk-8' });
    await tracing.close();
    expect(bodies.join()).toMatch(/^\/v1\/traces .*desk-8/s);
    receiver.close();
  });
});

describe('the log for machines', () => {
  it('tells a failed numbering in one line of JSON without its message', async () => {
    const lines: string[] = [];
    const written = jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const stop = observe(new LogFailures());
    const pool = service.running.app.get<pg.Pool>(DATABASE);
    const query = jest.spyOn(pool, 'query').mockImplementation((() => Promise.reject(Object.assign(new Error('SECRET-77 stands in the parameters'), { code: '57P01' }))) as never);
    const again = service.running.app.get<EventStore>(EVENT_STORE);
    await expect(again.settle()).rejects.toThrow();
    await expect(again.settle()).rejects.toThrow();
    query.mockRestore();
    stop();
    written.mockRestore();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0])).toMatchObject({ level: 'error', text: 'Committed events could not be numbered; the next numbering makes up for it.', error: 'Error', code: '57P01' });
    expect(lines[0]).not.toContain('SECRET');
  });
});
