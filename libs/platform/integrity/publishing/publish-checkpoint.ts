import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeptCheckpoint } from '../checkpoints/checkpoint-table.js';
import type { PublishingTarget } from './publishing-target.js';

const SECONDS = 20;
const run = promisify(execFile);

/** The name of a checkpoint's file: they sort as they follow. */
export function checkpointFile({ size, serial }: Pick<KeptCheckpoint, 'size' | 'serial'>): string {
  return `checkpoint-${String(size).padStart(12, '0')}${serial === 0 ? '' : `-${serial}`}.txt`;
}

/** Puts checkpoints, in order, where they are to be found. Safe to repeat. Throws an Error with a sentence that holds no password. */
export async function publishCheckpoints({ kind, place, name }: PublishingTarget, checkpoints: readonly KeptCheckpoint[]): Promise<void> {
  if (kind === 'url') return postAll(place, name, checkpoints);
  await mkdir(place, { recursive: true });
  for (const one of checkpoints) await writeNew(join(place, checkpointFile(one)), one.note);
  if (kind === 'git') await commit(place, checkpoints);
}

/** What is published is never written over: another text under the same name is a finding, and stays. */
async function writeNew(file: string, text: string): Promise<void> {
  const present = existsSync(file) ? await readFile(file, 'utf8') : null;
  if (present === text) return;
  if (present !== null) throw new Error(`${file} holds another checkpoint than the one that was signed here: the log was rolled back, or the file was changed. Run \`npx gridledger audit --checkpoints ${file}\`.`);
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, text);
  await rename(partial, file);
}

async function commit(folder: string, checkpoints: readonly KeptCheckpoint[]): Promise<void> {
  const git = (...words: string[]) => run('git', ['-C', folder, ...words], { timeout: SECONDS * 1000 });
  try {
    if (!existsSync(join(folder, '.git'))) await git('init', '--quiet');
    await git('add', '--', ...checkpoints.map(checkpointFile));
    const { stdout } = await git('status', '--porcelain', '--', ...checkpoints.map(checkpointFile));
    if (stdout.trim() !== '') {
      const last = checkpoints[checkpoints.length - 1].size;
      await git('-c', 'user.name=gridledger', '-c', 'user.email=gridledger@localhost', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', `Checkpoint of ${last} events`, '--', ...checkpoints.map(checkpointFile));
    }
    // A remote of its own makes it a copy that others hold; it is pushed as often as there is something new.
    if ((await git('remote')).stdout.trim() !== '') await git('push', '--quiet', 'origin', 'HEAD');
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string };
    throw new Error(code === 'ENOENT' ? 'git is not installed, so checkpoints cannot be put into a git folder.' : `git could not take the checkpoint into ${folder}: ${(stderr ?? '').trim().split('\n').at(-1) || code}`);
  }
}

async function postAll(url: string, name: string, checkpoints: readonly KeptCheckpoint[]): Promise<void> {
  const { username, password, ...address } = credentialsOf(url);
  const authorization = username || password ? { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` } : undefined;
  for (const { note } of checkpoints) {
    const answer = await fetch(address.url, { method: 'POST', body: note, headers: { 'content-type': 'text/plain; charset=utf-8', ...authorization }, redirect: 'error', signal: AbortSignal.timeout(SECONDS * 1000) }).catch((error: Error & { cause?: { code?: string } }) => {
      throw new Error(`${name} cannot be reached (${error.cause?.code ?? error.name}).`);
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`${name} did not take the checkpoint (status ${answer.status}).`);
  }
}

/** fetch takes no address with a password in it. */
function credentialsOf(text: string): { url: string; username: string; password: string } {
  const url = new URL(text);
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = url.password = '';
  return { url: url.href, username, password };
}
