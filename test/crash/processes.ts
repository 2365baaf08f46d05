import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/kernel/checkout.js';

export type Role = 'writer' | 'sequencer' | 'projector' | 'follower' | 'rebuilder' | 'office';

/** A running process of one role, and the journals that this one and its predecessors left. */
interface Post {
  readonly role: Role;
  child: ChildProcess;
  readonly errors: string[];
}

/** The processes of a crash run: one is put in the place of each that is killed. */
export class Processes {
  readonly #posts: Post[] = [];
  readonly journals: { readonly role: Role; readonly file: string }[] = [];
  /** Those that ended by themselves, which none should. */
  readonly died: string[] = [];
  #ending = false;

  constructor(
    private readonly folder: string,
    private readonly url: string,
    private readonly seed: string,
  ) {}

  start(role: Role): void {
    const post = { role, errors: [] } as unknown as Post;
    this.#fill(post);
    this.#posts.push(post);
  }

  /** Kills (-9) one of a role, whichever `choice` says, and puts another in its place. */
  kill(role: Role, choice: number): void {
    const posts = this.#posts.filter((post) => post.role === role);
    const post = posts[choice % posts.length];
    const before = post.child;
    this.#fill(post);
    before.kill('SIGKILL');
  }

  /** Asks all to end; those that do not within `seconds` are killed and named. */
  async end(seconds: number): Promise<string[]> {
    this.#ending = true;
    const stuck: string[] = [];
    await Promise.all(
      this.#posts.map(async ({ role, child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        const impatience = setTimeout(() => (stuck.push(`a ${role} did not end within ${seconds} seconds`), child.kill('SIGKILL')), seconds * 1000);
        await gone;
        clearTimeout(impatience);
      }),
    );
    return stuck;
  }

  #fill(post: Post): void {
    const name = `${post.role}-${this.journals.length}`;
    const file = join(this.folder, name);
    this.journals.push({ role: post.role, file });
    const script = post.role === 'office' ? 'test/crash/office.ts' : 'test/crash/worker.ts';
    // A writer with a single connection shows that nothing waits for what it holds itself.
    const connections = post.role === 'writer' ? 1 : 4;
    const settings = JSON.stringify({ role: post.role, url: this.url, journal: file, seed: `${this.seed}/${name}`, connections });
    const child = spawn(process.execPath, [join(CHECKOUT, 'apps/cli/bin/run.mjs'), script], { cwd: CHECKOUT, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_OPTIONS: '', GRIDLEDGER_CRASH: settings } });
    let error = '';
    child.stderr!.on('data', (chunk: Buffer) => (error = (error + String(chunk)).slice(-2000)));
    child.on('exit', (code) => {
      if (!this.#ending && post.child === child) this.died.push(`a ${post.role} ended by itself with ${code}: ${error}`);
    });
    post.child = child;
  }
}
