import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { purposeMissing, refusalOf } from '#access/deciding/may.js';
import { localUser, type Person } from '#access/person.js';
import { COMMAND_LINE, type CommandLineEntry } from '#access/table/command-line.js';
import { Looks } from '#access/looks/looks.js';
import { CustomersReached } from '#access/scope/customers-reached.js';
import { narrowing, type Narrowing } from '#access/deciding/regions-of.js';
import type { PermissionName } from '#access/table/permissions.js';
import { CommandScope } from '#access/scope/command-scope.js';
import { LocalIssuer } from '#access/tokens/local-issuer.js';
import { TokenChecker, TokenRefused } from '#access/tokens/token-checker.js';
import { systemClock } from '#platform/config/clock.js';
import { readConfig } from '#platform/config/config.js';
import { inTheNameOf } from '#platform/deciding/person-behind.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { CommandResult } from '#platform/recording/commands/command-description.js';
import { CommandRegistry, type GivenBy } from '#platform/recording/commands/command-registry.js';
import type { OpenApp } from './open-app.js';

/** What every command says of who gives it. */
export interface ActingOptions {
  actingAs?: string;
  dryRun?: boolean;
  purpose?: string;
}

const LONGEST = 200;
let present: { readonly person: Person; readonly purpose: string | null; readonly entry: CommandLineEntry; readonly looked?: boolean } | null = null;

/**
 * Lets a command of the command line begin, or refuses it: who acts is the person of GRIDLEDGER_TOKEN, or else the user
 * of the operating system; the table of permissions says whether they may. To be hooked before every action.
 */
export async function admit(command: Command): Promise<void> {
  const words = wordsOf(command);
  const entry = Object.hasOwn(COMMAND_LINE, words) ? COMMAND_LINE[words] : undefined;
  if (!entry) throw refuse('not-in-table', `'${words}' has no entry in the table of permissions (libs/access/src/table/command-line.ts): nobody may use it.`, 403);
  const { actingAs, purpose } = command.opts<ActingOptions>();
  const person = await personHere(process.env, actingAs);
  const said = purposeGiven(purpose);
  if (entry.permission !== 'record') {
    const refusal = refusalOf(person, entry.permission) ?? (person.through === 'token' || entry.permission === 'take-evidence' || entry.permission === 'read-informant' ? purposeMissing(person, entry.permission, said) : null);
    if (refusal) throw refusal;
  }
  present = { person, purpose: said, entry };
}

/** Who acts in this process, and what for; to be asked after `admit`. */
export function acting(): { readonly person: Person; readonly purpose: string | null; readonly entry: CommandLineEntry } {
  if (!present) throw new Error('a command began without being let in');
  return present;
}

/** The person of a token in the environment, else the operating system's user. Refuses `--acting-as` beside a token. */
export async function personHere(environment: NodeJS.ProcessEnv, actingAs?: string): Promise<Person> {
  const { home, tokens } = readConfig(environment);
  const token = environment.GRIDLEDGER_TOKEN?.trim();
  if (token) {
    if (actingAs !== undefined) throw refuse('acting-as-refused', '--acting-as is not taken beside GRIDLEDGER_TOKEN: who acts is said by the token alone.', 403);
    return new TokenChecker(tokens, new LocalIssuer(home), systemClock).personOf(token).catch((error: unknown) => {
      if (error instanceof TokenRefused) throw refuse('invalid-token', `GRIDLEDGER_TOKEN is not taken. ${error.message}`, 403);
      throw error;
    });
  }
  if (tokens.tokenRequired) throw refuse('no-token', 'Nobody is let in without a token here: put the one that your identity provider gives you into GRIDLEDGER_TOKEN.', 403);
  const name = actingAs?.trim();
  if (name !== undefined && (name === '' || name.length > LONGEST || /\p{Cc}/u.test(name))) throw refuse('no-actor', `--acting-as must name a person, in at most ${LONGEST} characters.`, 400);
  return localUser(userInfo().username, name);
}

/** How a command is given by hand: as who acts. `--acting-as` is recorded beside the name of who really acts, and identifies nobody. */
export function givenByHand({ dryRun }: ActingOptions): GivenBy {
  const { person } = acting();
  return { actor: inTheNameOf(person.subject, person.actingAs), origin: 'live', dryRun: dryRun ?? false };
}

/** Gives a command as whoever acts, if they may, about the customer that the input leads to. */
export async function give(open: OpenApp, name: string, input: unknown, options: ActingOptions): Promise<CommandResult> {
  const app = await open();
  const registry = app.get(CommandRegistry);
  if (registry.get(name)) await app.get(CommandScope).require(acting().person, name, input);
  return registry.dispatch(name, input, givenByHand(options));
}

/** Writes down that a command of the command line shows customers; to be awaited before it shows anything. */
export async function looked(open: OpenApp, customers: Iterable<string>, asked: Readonly<Record<string, unknown>>, restsOn: number | null = null): Promise<void> {
  const { person, purpose, entry } = acting();
  if (entry.look === undefined) throw new Error('a command that shows customers has no look in the table of permissions');
  await (await open()).get(Looks).record({ person, purpose, what: entry.look, asked, restsOn, customers });
  present = { ...acting(), looked: true };
}

/** After every action: a command that shows customers has written it down. */
export function leave(): void {
  if (present?.entry.look !== undefined && !present.looked && !process.exitCode) throw new Error(`the command shows customers (${present.entry.look}) and has not written it down`);
}

/** Refuses, like one that does not exist, a customer out of reach; with 403 what the person may not ask at all. */
export async function requireCustomer(open: OpenApp, customerNo: string): Promise<void> {
  const { person, entry } = acting();
  if (entry.permission !== 'record') await (await open()).get(CustomersReached).require(person, entry.permission, customerNo);
}

/** What a list of this command is narrowed to. */
export function narrowed(region?: string): Narrowing {
  const { person, entry } = acting();
  return narrowing(person, entry.permission as PermissionName, region);
}

/** The words of a command as one types them: `ratings approve`. */
export function wordsOf(command: Command): string {
  return command.parent?.parent ? `${wordsOf(command.parent)} ${command.name()}` : command.name();
}

function purposeGiven(text: string | undefined): string | null {
  const said = text?.trim();
  if (said === undefined) return null;
  if (said === '' || said.length > 300 || /\p{Cc}/u.test(said)) throw refuse('malformed-purpose', '--purpose says what the question is for, in 1 to 300 characters.', 400, { field: 'purpose' });
  return said;
}
