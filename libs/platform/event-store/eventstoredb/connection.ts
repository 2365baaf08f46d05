import esdb from '@eventstore/db-client';
import type { BaseOptions } from '@eventstore/db-client';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

/**
 * What is used of the client beneath its public methods, which parse JSON and round times to milliseconds on the way
 * in and out, send all appends through one stream whose failure rejects those of everybody, and close the channel when
 * a reader leaves early. It still finds the leader, holds the channel and renews it. Held to the exact version in
 * package.json.
 */
interface ClientInside {
  getGRPCClient(service: typeof StreamsClient, name: string): Promise<StreamsClient>;
  handleError(client: StreamsClient, error: unknown): Promise<void>;
  callArguments(options: BaseOptions, call?: { deadline: number }): unknown[];
}

type Call = { cancel(): void; on(event: 'error', listener: (error: unknown) => void): unknown };

/** An append whose answer is this late counts as unknown and is repeated. */
const APPEND_DEADLINE_MS = 10_000;

const open = new Map<string, Connection>();

/** One client to a cluster per process, shared by all who name the same address. */
export class Connection {
  readonly #client: ClientInside;
  readonly #calls = new Set<Call>();
  #last: StreamsClient | null = null;
  #users = 0;

  private constructor(private readonly url: string) {
    this.#client = esdb.EventStoreDBClient.connectionString(url) as unknown as ClientInside;
  }

  /** To be given back with `release`. Throws the client's error on an address it cannot read. */
  static to(url: string): Connection {
    const connection = open.get(url) ?? new Connection(url);
    open.set(url, connection);
    connection.#users++;
    return connection;
  }

  /** The answers to a read, one by one; leaving the loop ends the call. Throws the failure of the call. */
  async *read(request: ReadReq, signal?: AbortSignal): AsyncGenerator<ReadResp> {
    const grpc = await this.#grpc('read');
    const call = grpc.read(request, ...(this.#client.callArguments({ requiresLeader: true }, { deadline: Infinity }) as []));
    const cancel = (): void => call.cancel();
    let left = false;
    call.on('error', () => {});
    this.#calls.add(call);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      if (signal?.aborted) return;
      left = true;
      for await (const answer of call as AsyncIterable<ReadResp>) yield answer;
      left = false;
    } catch (error) {
      left = false;
      if (signal?.aborted) return;
      await this.#failed(grpc, error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#calls.delete(call);
      if (left) call.cancel();
    }
  }

  /** Sends the messages of one append. Rejects with the failure of the call. */
  async append(messages: readonly AppendReq[]): Promise<AppendResp> {
    const grpc = await this.#grpc('append');
    try {
      return await new Promise<AppendResp>((resolve, reject) => {
        const args = this.#client.callArguments({ requiresLeader: true, deadline: APPEND_DEADLINE_MS }) as [];
        const call = grpc.append(...args, (error: unknown, answer: AppendResp) => (error ? reject(error) : resolve(answer)));
        call.on('error', reject);
        this.#calls.add(call);
        call.on('close', () => this.#calls.delete(call));
        for (const message of messages) call.write(message);
        call.end();
      });
    } catch (error) {
      await this.#failed(grpc, error);
      throw error;
    }
  }

  /** Ends what is under way and the channel, once nobody uses it any more. */
  release(): void {
    if (--this.#users > 0) return;
    open.delete(this.url);
    for (const call of this.#calls) call.cancel();
    this.#last?.getChannel().close();
  }

  async #grpc(name: string): Promise<StreamsClient> {
    return (this.#last = await this.#client.getGRPCClient(services.StreamsClient, name));
  }

  async #failed(grpc: StreamsClient, error: unknown): Promise<void> {
    await this.#client.handleError(grpc, error);
  }
}
