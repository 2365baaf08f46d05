import esdb from '@eventstore/db-client';
import type { BaseOptions } from '@eventstore/db-client';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { PreparedAppend } from '../envelope.js';
import { appendAnswer } from './append-message.js';
import type { AppendAnswer } from './append-message.js';
import { BatchAppends } from './batch-appends.js';
import type { AppendCall } from './batch-appends.js';
import { readAnswer } from './read-answer.js';
import type { ReadAnswer } from './read-answer.js';
import { answersOf } from './read-call.js';
import type { ReadCall } from './read-call.js';

/**
 * What is used of the client beneath its public methods, which parse JSON and round times to milliseconds on the way
 * in and out, send all appends of the process through one stream whose failure rejects those of everybody, and close
 * the channel when a reader leaves early. It still finds the leader, holds the channel and renews it. Held to the exact
 * version in package.json.
 */
interface ClientInside {
  getGRPCClient(service: typeof StreamsClient, name: string): Promise<Channelled>;
  handleError(client: Channelled, error: unknown): Promise<void>;
  callArguments(options: BaseOptions, call?: { deadline: number }): unknown[];
}

/** A gRPC client, as it makes calls of any type. */
interface Channelled {
  getChannel(): { close(): void };
  makeServerStreamRequest(path: string, write: (request: ReadReq) => Buffer, read: (bytes: Buffer) => ReadAnswer, request: ReadReq, ...args: unknown[]): ReadCall;
  makeBidiStreamRequest(path: string, write: (message: Buffer) => Buffer, read: (bytes: Buffer) => ReturnType<typeof appendAnswer>, ...args: unknown[]): AppendCall;
}

const { read: READ, batchAppend: APPEND } = services.StreamsService as unknown as Record<'read' | 'batchAppend', { path: string }>;
const FOREVER = { deadline: Infinity };

const open = new Map<string, Connection>();

/** One client to a cluster per process, shared by all who name the same address. */
export class Connection {
  readonly #client: ClientInside;
  readonly #calls = new Set<{ cancel(): void }>();
  readonly #appends: BatchAppends;
  #last: Channelled | null = null;
  #users = 0;

  private constructor(private readonly url: string) {
    this.#client = clientOf(url);
    this.#appends = new BatchAppends(() => this.#appendCall());
  }

  /** To be given back with `release`. Refuses an address that the client cannot read or whose certificates are not there; its password is not repeated. */
  static to(url: string): Connection {
    const connection = open.get(url) ?? new Connection(url);
    open.set(url, connection);
    connection.#users++;
    return connection;
  }

  /** The answers to a read, some at a time; leaving the loop ends the call. Throws the failure of the call. */
  async *read(request: ReadReq, signal?: AbortSignal): AsyncGenerator<ReadAnswer[]> {
    const grpc = await this.#grpc('read');
    if (signal?.aborted) return;
    const call = grpc.makeServerStreamRequest(READ.path, (one) => Buffer.from(one.serializeBinary()), readAnswer, request, ...this.#client.callArguments({ requiresLeader: true }, FOREVER));
    const cancel = (): void => call.cancel();
    this.#calls.add(call);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      yield* answersOf(call);
    } catch (error) {
      if (signal?.aborted) return;
      await this.#failed(grpc, error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#calls.delete(call);
    }
  }

  /** Rejects when it is not known what became of the append. */
  append(prepared: PreparedAppend): Promise<AppendAnswer> {
    return this.#appends.append(prepared);
  }

  /** Ends what is under way and the channel, once nobody uses it any more. */
  release(): void {
    if (--this.#users > 0) return;
    open.delete(this.url);
    this.#appends.close();
    for (const call of this.#calls) call.cancel();
    this.#last?.getChannel().close();
  }

  async #appendCall(): Promise<{ call: AppendCall; failed(error: unknown): Promise<void> }> {
    const grpc = await this.#grpc('append');
    const call = grpc.makeBidiStreamRequest(APPEND.path, (message) => message, appendAnswer, ...this.#client.callArguments({ requiresLeader: true }, FOREVER));
    return { call, failed: (error) => this.#failed(grpc, error) };
  }

  async #grpc(name: string): Promise<Channelled> {
    return (this.#last = await this.#client.getGRPCClient(services.StreamsClient, name));
  }

  /** Lets the client look for the leader, where the failure means that. */
  async #failed(grpc: Channelled, error: unknown): Promise<void> {
    await this.#client.handleError(grpc, error);
  }
}

function clientOf(url: string): ClientInside {
  try {
    return esdb.EventStoreDBClient.connectionString(url) as unknown as ClientInside;
  } catch (error) {
    const { message } = error as Error;
    // The client's own message on an address repeats all of it, the password included.
    if (/certificate|userCertFile/i.test(message)) throw refuse('no-certificate', `EVENTSTORE_URL: ${message} Name files that are there in tlsCAFile, userCertFile and userKeyFile.`, 400);
    throw refuse('impossible-setting', 'EVENTSTORE_URL is not an address that EventStoreDB\'s client reads: expected is esdb://USER:PASSWORD@HOST:PORT,HOST:PORT?tlsCAFile=FILE, with @, : and / in a password written as %40, %3A and %2F.', 400);
  }
}
