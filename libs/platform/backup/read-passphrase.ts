import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { refuse } from '#platform/deciding/refusal.js';

/**
 * The passphrase of a backup: from GRIDLEDGER_PASSPHRASE, or asked for on the terminal without showing it, twice when
 * a new one is chosen. Refuses (status 400) when there is neither.
 */
export async function readPassphrase(environment: Readonly<Record<string, string | undefined>>, choosing: boolean): Promise<string> {
  const given = environment.GRIDLEDGER_PASSPHRASE;
  if (given) return given;
  if (!process.stdin.isTTY) throw refuse('no-passphrase', 'No passphrase was given: set GRIDLEDGER_PASSPHRASE, or run the command on a terminal.', 400);
  const first = await ask('Passphrase of the backup: ');
  if (choosing && (await ask('The same again: ')) !== first) throw refuse('passphrases-differ', 'The two passphrases differ.', 400);
  return first;
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  // readline echoes what is typed into its output: this one swallows it.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
