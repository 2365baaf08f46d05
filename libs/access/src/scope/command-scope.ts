import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { refuse, type Refusal } from '#platform/deciding/refusal.js';
import { samePerson } from '#platform/deciding/same-person.js';
import type { EventStore } from '#platform/event-store/event-store.js';
import type { CommandDescription, RecordingCommand } from '#platform/recording/commands/command-description.js';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { DATABASE, EVENT_STORE } from '#platform/tokens.js';
import { notAllowed, reachOf } from '../deciding/may.js';
import type { Person } from '../person.js';
import { COMMANDS, COMMANDS_ABOUT_EVERYBODY } from '../table/commands.js';
import { CustomersReached } from './customers-reached.js';

type Input = Readonly<Record<string, unknown>>;

/** Whether a person may give a command, about the customer that its input leads to. */
@Injectable()
export class CommandScope {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DATABASE) private readonly pool: pg.Pool,
    private readonly registry: CommandRegistry,
    private readonly customers: CustomersReached,
  ) {}

  /** Refuses (403) whoever may not give it, and (404) a customer out of reach; an input that leads to no customer goes on to its own refusal. */
  async require(person: Person, name: string, input: unknown): Promise<void> {
    // Who names a command that does not exist is told so by whoever looks it up.
    if (!this.registry.get(name)) return;
    const permission = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (permission === undefined) throw refuse('not-in-table', `The command ${name} has no entry in the table of permissions: nobody may give it.`, 403);
    const reach = reachOf(person, permission);
    if (!reach) throw notAllowed(person, permission);
    const fields = typeof input === 'object' && input !== null ? (input as Input) : {};
    if (person.through === 'token') requireOwnApproval(person, fields);
    requireOtherAssessor(person, fields);
    if (reach.kind === 'regions' && reach.regions === null) return;
    if (COMMANDS_ABOUT_EVERYBODY.has(name)) {
      throw refuse('beyond-regions', `${name} concerns the customers of all regions, and ${person.subject} acts for ${person.regions?.join(', ') ?? 'one customer'} only.`, 403);
    }
    for (const { customerNo, unknown } of await this.customersOf(name, fields)) {
      // Whoever opens a customer says the region: it has to be one of the person's own.
      if (name === 'RegisterCustomer' && reach.kind === 'regions') {
        if (typeof fields.region !== 'string' || !reach.regions!.includes(fields.region)) throw beyond(person, fields.region);
        if ((await this.customers.regionOf(customerNo)) === null && !(await this.exists(customerNo))) continue;
      }
      if (!(await this.customers.within(reach, customerNo))) throw unknown;
      if (reach.kind === 'regions' && typeof fields.region === 'string' && !reach.regions!.includes(fields.region)) throw beyond(person, fields.region);
    }
  }

  /** Every customer that an input names or leads to, with the refusal that says no more than that there is nothing. */
  private async customersOf(name: string, input: Input): Promise<{ customerNo: string; unknown: Refusal }[]> {
    const found = new Map<string, Refusal>();
    const add = (numbers: readonly string[], unknown: (customerNo: string) => Refusal): void => {
      for (const no of numbers) if (!found.has(no)) found.set(no, unknown(no));
    };
    const noCustomer = (no: string): Refusal => refuse('unknown-customer', `There is no customer ${no}.`, 404, { field: 'customer_no', value: no });
    if (typeof input.customer_no === 'string') add([input.customer_no], noCustomer);
    const description = this.registry.get(name);
    const subject = description && isRecording(description) ? subjectOf(description, input) : null;
    if (subject && 'customerNo' in subject) add([subject.customerNo], noCustomer);
    else if (subject) {
      const { kind, number } = subject;
      add(await this.holderOf(kind, number), () => refuse(`unknown-${kind.replaceAll('_', '-')}`, `There is no ${kind.replaceAll('_', ' ')} ${number}.`, 404, { value: number }));
    }
    for (const field of ['rating_id', 'corrected_by'] as const) {
      const id = input[field];
      if (typeof id === 'string') add(await this.customersOfRating(id), () => unknownRating(id));
    }
    // O-<customer>-<16 hex digits of the entry>-<number>
    const objection = typeof input.objection_id === 'string' ? /^O-(.+)-[0-9a-f]{16}-\d+$/.exec(input.objection_id) : null;
    if (objection) add([objection[1]], () => refuse('unknown-objection', `There is no objection '${input.objection_id as string}'.`, 404, { field: 'objection_id' }));
    return [...found].map(([customerNo, unknown]) => ({ customerNo, unknown }));
  }

  async customersOfRating(id: string): Promise<string[]> {
    return (await this.store.readStream(`rating-${id}`, { limit: 1 })).flatMap(({ envelope }) => envelope.customers);
  }

  private async holderOf(kind: string, number: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ customer_no: string }>('SELECT customer_no FROM document WHERE kind = $1 AND number = $2', [kind, number]);
    return rows.map((row) => row.customer_no);
  }

  private async exists(customerNo: string): Promise<boolean> {
    return (await this.store.readStream(`customer-${customerNo}`, { limit: 1 })).length > 0;
  }
}

/** In the words of a rating that does not exist. */
export const unknownRating = (id: string): Refusal =>
  refuse('unknown-rating', `There is no rating '${id}'; 'ratings list' shows those there are.`, 404, { field: 'rating_id', value: id, expected: 'an id that ratings list shows' });

const isRecording = (description: CommandDescription): description is RecordingCommand<Input> => 'subject' in description;

// An input off its schema leads nowhere: the command itself refuses it, field by field.
function subjectOf(description: RecordingCommand<Input>, input: Input): ReturnType<RecordingCommand<Input>['subject']> | null {
  const parsed = description.schema.safeParse(input);
  return parsed.success ? description.subject(parsed.data as Input) : null;
}

// Who approves over HTTP or with a token is the person of the token; a name typed into a field proves nobody.
function requireOwnApproval({ subject }: Person, { approved_by }: Input): void {
  if (typeof approved_by !== 'string' || samePerson(approved_by, subject)) return;
  throw refuse('approver-is-another', `approved_by names '${approved_by.slice(0, 100)}', but it is ${subject} who gives the command: an approval is given by the approver.`, 403, { field: 'approved_by', expected: subject });
}

function requireOtherAssessor(person: Person, { approved_by, assessed_by }: Input): void {
  if (typeof assessed_by !== 'string' || approved_by === undefined || !samePerson(assessed_by, person.subject)) return;
  throw refuse('four-eyes', `${person.subject} has assessed and cannot approve as well: another person approves.`, 403, { field: 'assessed_by', expected: 'another person' });
}

const beyond = (person: Person, region: unknown): ReturnType<typeof refuse> =>
  refuse('beyond-regions', `${person.subject} acts for ${person.regions?.join(', ')} only${typeof region === 'string' ? `, not for ${region.slice(0, 100)}` : ': name one of these regions'}.`, 403, { field: 'region' });

