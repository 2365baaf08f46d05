interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects calls made in the same turn of the event loop, and those made while a batch is under way, and answers them
 * together. `answer` gets the requests in order and returns as many answers. An error goes to every caller of its batch.
 */
export class Batching<Request, Answer> {
  #waiting: Waiting<Request, Answer>[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(
    private readonly answer: (requests: Request[]) => Promise<Answer[]>,
    private readonly most = 1000,
    private readonly atOnce = 2,
  ) {}

  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay >= this.atOnce) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#waiting.length > 0 && this.#underWay < this.atOnce) void this.#send(this.#waiting.splice(0, this.most));
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  async #send(batch: Waiting<Request, Answer>[]): Promise<void> {
    this.#underWay++;
    try {
      const answers = await this.answer(batch.map(({ request }) => request));
      batch.forEach(({ resolve }, at) => resolve(answers[at]));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#underWay--;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }
}
