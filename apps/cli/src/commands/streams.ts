import type { Command } from 'commander';
import { refuse } from '#platform/deciding/refusal.js';
import type { EventStore, StoredEvent } from '#platform/event-store/event-store.js';
import type { EventTypes } from '#platform/event-store/event-types.js';
import { logStatistics } from '#platform/event-store/log-statistics.js';
import { EVENT_STORE, EVENT_TYPES } from '#platform/tokens.js';
import type { OpenApp } from '../open-app.js';
import { statisticsText, streamTable } from '../streams-text.js';

interface ReadOptions {
  from?: string;
  to?: string;
  backwards?: boolean;
  limit: string;
  json?: boolean;
}

const MOST = Number.MAX_SAFE_INTEGER;

export function register(program: Command, open: OpenApp): void {
  const streams = program.command('streams').description('the log as it was written: one stream, or all of it in figures');
  streams
    .command('read <stream>')
    .description('the events of a stream, such as billing-C000001 or calendar; personal data stays encrypted')
    .option('--from <revision>', 'from this revision on, the first being 0')
    .option('--to <revision>', 'up to this revision')
    .option('--backwards', 'the newest first')
    .option('--limit <events>', 'at most so many', '50')
    .option('--json', 'one JSON object a line: position, recorded time, envelope and payload as they were written')
    .action((stream: string, options: ReadOptions) => read(open, stream, options));
  streams
    .command('stats')
    .description('events, streams and bytes, events by type and by day; reads the whole log')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const store = (await open()).get<EventStore>(EVENT_STORE);
      const statistics = await logStatistics(store, progress());
      process.stdout.write(json ? `${JSON.stringify(statistics, null, 2)}\n` : statisticsText(statistics));
    });
}

async function read(open: OpenApp, stream: string, options: ReadOptions): Promise<void> {
  const asked = {
    fromRevision: options.from === undefined ? undefined : whole('from', options.from, 0),
    toRevision: options.to === undefined ? undefined : whole('to', options.to, 0),
    backwards: options.backwards,
    limit: whole('limit', options.limit, 1),
  };
  const app = await open();
  const store = app.get<EventStore>(EVENT_STORE);
  await store.settle();
  const events = await store.readStream(stream, asked);
  if (events.length === 0 && (await store.readStream(stream, { limit: 1 })).length === 0) {
    throw refuse('unknown-stream', `There is no stream '${stream}'. Streams are named after their room and what they are about, such as billing-C000001; docs/events lists them.`, 404, { value: stream });
  }
  if (options.json) {
    for (const event of events) process.stdout.write(`${JSON.stringify(asWritten(event))}\n`);
    return;
  }
  process.stdout.write(events.length === 0 ? `The stream ${stream} has no events between these revisions.\n` : streamTable(events, app.get<EventTypes>(EVENT_TYPES)));
  if (events.length === asked.limit) process.stdout.write(`These are ${events.length} events; --limit shows more.\n`);
}

/** Envelope and payload as texts: parsing and writing them again would change bytes that proofs rest on. */
function asWritten({ position, recordedAt, envelopeBytes, payloadBytes, unreadable }: StoredEvent): object {
  return { position, recordedAt, envelope: envelopeBytes, payload: payloadBytes, ...(unreadable && { unreadable: { reason: unreadable.reason, message: unreadable.message } }) };
}

function whole(option: string, text: string, least: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > MOST) throw refuse('impossible-number', `--${option} '${text}' is not a whole number from ${least}.`, 400, { field: option, value: text });
  return number;
}

/** How far reading has come, on a terminal only. */
function progress(): (position: number, head: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (position, head) => process.stderr.write(position < head ? `\rreading ${position} of ${head} ` : '\r\u001b[K');
}
