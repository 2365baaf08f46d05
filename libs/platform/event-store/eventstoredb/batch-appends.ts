import { randomInt } from 'node:crypto';
import type { PreparedAppend } from '../envelope.js';
import { appendMessage } from './append-message.js';
import type { AppendAnswer, appendAnswer } from './append-message.js';

/** A call that carries appends one way and their answers the other. */
export interface AppendCall {
  write(message: Buffer): unknown;
  end(): unknown;
  cancel(): unknown;
  on(event: 'data', listener: (answer: ReturnType<typeof appendAnswer>) => void): unknown;
  on(event: 'error' | 'end', listener: (error?: unknown) => void): unknown;
}

/** An append whose answer is this late counts as unknown, and so does every other one of its call. */
const DEADLINE_SECONDS = 10;

interface Pending {
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends over one call that stays open: a call for each append costs ten times as much. When the call breaks, the
 * outcome of everything under way on it is unknown and rejects; the next append opens another.
 */
export class BatchAppends {
  #call: AppendCall | null = null;
  #pending = new Map<number, Pending>();
  #callNumber = 0;
  #last = 0;
  #failed: (error: unknown) => Promise<void> = async () => {};
  #opening: Promise<AppendCall> | null = null;
  #watch: NodeJS.Timeout | undefined;
  #answered = 0;

  /** `open` begins a call; its `failed` hears why the call ended, before anything of it rejects. */
  constructor(private readonly open: () => Promise<{ readonly call: AppendCall; failed(error: unknown): Promise<void> }>) {}

  /** Rejects when no answer came: the append may or may not have been written. */
  async append(prepared: PreparedAppend): Promise<AppendAnswer> {
    const call = this.#call ?? (await this.#begin());
    return new Promise((resolve, reject) => {
      const append = ++this.#last;
      this.#pending.set(append, { resolve, reject });
      this.#watch ??= this.#watching();
      call.write(appendMessage({ call: this.#callNumber, append }, prepared, DEADLINE_SECONDS));
    });
  }

  /** Ends the call; what is under way rejects. */
  close(): void {
    this.#call?.cancel();
    this.#fail(this.#call, new Error('the connection to EventStoreDB was closed'));
  }

  #begin(): Promise<AppendCall> {
    this.#opening ??= this.open()
      .then(({ call, failed }) => {
        this.#call = call;
        this.#failed = failed;
        this.#callNumber = randomInt(2 ** 47);
        call.on('data', ({ append, answer }) => this.#answer(append, answer));
        call.on('error', (error) => this.#fail(call, error));
        call.on('end', () => this.#fail(call, unanswered()));
        return call;
      })
      .finally(() => (this.#opening = null));
    return this.#opening;
  }

  #answer(append: number, answer: AppendAnswer): void {
    const pending = this.#pending.get(append);
    this.#answered++;
    this.#pending.delete(append);
    if (this.#pending.size === 0) this.#unwatch();
    pending?.resolve(answer);
  }

  #fail(call: AppendCall | null, error: unknown): void {
    if (call !== this.#call) return;
    const pending = this.#pending;
    this.#call = null;
    this.#pending = new Map();
    this.#unwatch();
    const reject = (): void => pending.forEach((one) => one.reject(error));
    void this.#failed(error).then(reject, reject);
  }

  // A server that says nothing at all while appends wait has gone, or its network has.
  #watching(): NodeJS.Timeout {
    let seen = this.#answered;
    return setInterval(() => {
      if (seen === this.#answered) {
        const call = this.#call;
        this.#fail(call, unanswered());
        call?.cancel();
      }
      seen = this.#answered;
    }, DEADLINE_SECONDS * 1000);
  }

  #unwatch(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

/** As gRPC says it of a server that cannot be reached: the client then looks for another one. */
function unanswered(): Error {
  return Object.assign(new Error('EventStoreDB does not answer'), { code: 14, details: '', metadata: undefined });
}
