import { Counter, Histogram, type Registry } from 'prom-client';
import { Refusal } from '#platform/deciding/refusal.js';
import { WrongExpectedRevision } from '#platform/event-store/event-store.js';
import { appendsToldOf, type Facts, type Observer, type Step } from './observed.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Labels = Record<string, string | number>;

/**
 * Counts and times the steps of the work. Labels are names of routes, commands and read models and a few outcomes:
 * never a customer's number or anything else without bound.
 */
export class StepMetrics implements Observer {
  readonly #counts: Readonly<Record<Step, Counter>>;
  readonly #durations: Readonly<Record<Step, Histogram>>;
  readonly #events: Readonly<Partial<Record<Step, Counter>>>;
  readonly #wait: Histogram;
  #oldestCommit: number | null = null;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = (name: string, help: string, labelNames: string[]): Counter => new Counter({ name: `gridledger_${name}`, help, labelNames, registers });
    const duration = (name: string, help: string, labelNames: string[] = []): Histogram => new Histogram({ name: `gridledger_${name}_seconds`, help, labelNames, buckets: SECONDS, registers });
    this.#counts = {
      request: counter('http_requests_total', 'HTTP requests answered, by route pattern and status.', ['method', 'route', 'status']),
      command: counter('commands_total', 'Commands given, by name and outcome: recorded, nothing-new, would-record, refused, failed.', ['command', 'outcome']),
      append: counter('appends_total', 'Appends to the log, by outcome: done, conflict (the stream had moved on), refused, failed.', ['outcome']),
      sequence: counter('sequencer_runs_total', 'Numberings of committed events, by outcome: done, failed.', ['outcome']),
      project: counter('projection_pages_total', 'Pages of events that a read model was given, by outcome: done, failed.', ['projection', 'outcome']),
    };
    this.#durations = {
      request: duration('http_request', 'Time to answer a request.', ['method', 'route']),
      command: duration('command', 'Time of a command from its validation to its committed append.', ['command']),
      append: duration('append', 'Time from an append to its commit.'),
      sequence: duration('sequencer_run', 'Time of a numbering.'),
      project: duration('projection_page', 'Time in which a read model took in a page of events.', ['projection']),
    };
    this.#events = {
      append: counter('appended_events_total', 'Events committed to the log.', []),
      project: counter('projected_events_total', 'Events that a read model took in; its rate is the speed of the projection.', ['projection']),
    };
    this.#wait = duration('sequencer_lag', 'Time from the first commit that waited for its number to its numbering, in this process.');
  }

  async around<Result>(step: Step, facts: Facts, work: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    let waitingSince: number | null = null;
    try {
      const running = work();
      if (step === 'sequence') {
        await appendsToldOf(running);
        waitingSince = this.#oldestCommit;
        this.#oldestCommit = null;
      }
      const result = await running;
      if (step === 'append') this.#oldestCommit ??= performance.now();
      if (waitingSince !== null) this.#wait.observe((performance.now() - waitingSince) / 1000);
      this.#events[step]?.inc(step === 'project' ? named(step, facts) : {}, facts.events ?? 0);
      this.#count(step, facts, facts.outcome ?? outcomeOf(result));
      return result;
    } catch (error) {
      if (waitingSince !== null) this.#oldestCommit = Math.min(waitingSince, this.#oldestCommit ?? Infinity);
      this.#count(step, facts, error instanceof WrongExpectedRevision ? 'conflict' : error instanceof Refusal ? 'refused' : 'failed');
      throw error;
    } finally {
      this.#durations[step].observe(named(step, facts), (performance.now() - started) / 1000);
    }
  }

  #count(step: Step, facts: Facts, outcome: string): void {
    this.#counts[step].inc(step === 'request' ? { ...named(step, facts), status: facts.status ?? 0 } : { ...named(step, facts), outcome });
  }
}

function named(step: Step, { name = 'none', method = 'none' }: Facts): Labels {
  if (step === 'request') return { method, route: name };
  if (step === 'command') return { command: name };
  return step === 'project' ? { projection: name } : {};
}

/** A command says itself what came of it. */
function outcomeOf(result: unknown): string {
  const outcome = (result as { outcome?: unknown } | null)?.outcome;
  return outcome === 'recorded' || outcome === 'nothing-new' || outcome === 'would-record' ? outcome : 'done';
}
