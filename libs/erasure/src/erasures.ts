import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform/config/clock.js';
import type { Config } from '#platform/config/config.js';
import { todayIn } from '#platform/config/zone.js';
import { Refusal, refuse } from '#platform/deciding/refusal.js';
import type { EventStore, StoredEvent } from '#platform/event-store/event-store.js';
import type { SigningKeyFile } from '#platform/integrity/checkpoints/signing-key-file.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay } from '#platform/kernel/day.js';
import type { Vault } from '#platform/personal-data/vault.js';
import { signCertificate } from './certificate.js';
import { evolveErasure, NOT_ERASED, type ErasureState } from './deciding/erasure-state.js';
import { whatKeeps, whatStays, type Hindrance, type PersonFacts } from './deciding/keeping.js';
import { erasureStream, type ErasureEvent } from './events.js';
import { findPerson, namedIn } from './find-person.js';

/** Answers, from the rest of the product, what may keep a person's data. */
export type AskFacts = (customerNo: string) => Promise<PersonFacts>;

export interface ErasureTools {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly config: Config;
  readonly keys: SigningKeyFile;
  readonly facts: AskFacts;
  /** For the specs that kill it: called before each step. */
  readonly step?: (name: string) => void | Promise<void>;
}

export interface Order {
  readonly customerNo: string;
  readonly reason: string;
  readonly actor: string;
  /** Restrict the data where law forbids erasing it for now. */
  readonly restrict?: boolean;
}

export type Outcome =
  | { readonly outcome: 'erased' | 'erased-before'; readonly certificate: string; readonly subjects: readonly string[] }
  | { readonly outcome: 'restricted' | 'restricted-before'; readonly keeps: readonly Hindrance[] }
  | { readonly outcome: 'lifted' };

const LAW = 'PIPL 47';

/** Where persons are erased, restricted and given back. Every step is safe to run again after it was killed. */
export class Erasures {
  constructor(private readonly tools: ErasureTools) {}

  /**
   * Erases a person. Refuses an unknown customer (404), a reason that names the person (400), what law forbids unless
   * `restrict` (422), and keys in a form that could come back to life (409).
   */
  async erase({ customerNo, reason, actor, restrict = false }: Order): Promise<Outcome> {
    const { store, vault } = this.tools;
    const said = reasonGiven(reason);
    const { state, subjects, revision } = await this.stateOf(customerNo);
    if (state === 'erased') {
      // Killed after the event, or keys brought back by hand: what the log says is made true again.
      await vault.destroyKeys(subjects);
      return { outcome: 'erased-before', certificate: await this.certificateOf(customerNo), subjects };
    }
    if (state === 'ordered') return this.#carryOut(customerNo, actor, subjects, revision);
    const person = await findPerson(store, customerNo);
    if (!person) throw refuse('unknown-customer', `There is no customer ${customerNo}.`, 404, { field: 'customer_no', value: customerNo });
    if (await namedIn(vault, person, said)) throw refuse('reason-names-the-person', 'The reason holds a personal value of the customer, and would stay in the log for good: say it without naming the person.', 400, { field: 'reason' });
    const keeps = whatKeeps(await this.tools.facts(customerNo), this.#today());
    if (keeps.length > 0) {
      if (!restrict) throw forbidden(customerNo, keeps);
      if (state !== 'restricted') await this.#append(customerNo, revision, actor, { type: 'PersonalDataRestricted', payload: { customer_no: customerNo, restricted_on: this.#today(), reason: said, subjects: [...person.subjects], keeps: keeps.map(({ code, law }) => ({ code, law })) } });
      await this.tools.step?.('restricted');
      await vault.restrict(person.subjects, true);
      return { outcome: state === 'restricted' ? 'restricted-before' : 'restricted', keeps };
    }
    if (await vault.wrappedWithoutSlot(person.subjects)) {
      throw refuse('old-wrapping', 'The keys of this person were wrapped by an earlier release under the master key alone, and copies of them may lie in the database’s files: run `npx gridledger keys rotate-master` first, which destroys that master key, and then erase again.', 409);
    }
    await this.tools.step?.('deciding');
    await this.#append(customerNo, revision, actor, { type: 'ErasureOrdered', payload: { customer_no: customerNo, ordered_on: this.#today(), reason: said, law: LAW, subjects: [...person.subjects] } });
    return this.#carryOut(customerNo, actor, person.subjects, revision + 1);
  }

  /** Gives a restricted person's data back to daily work. */
  async lift({ customerNo, reason, actor }: Order): Promise<Outcome> {
    const said = reasonGiven(reason);
    const { state, subjects, revision } = await this.stateOf(customerNo);
    if (state !== 'restricted') throw refuse('not-restricted', `Customer ${customerNo} is not restricted${state === 'erased' ? ': the personal data was erased, which cannot be undone' : ''}.`, 409);
    // First the keys: killed in between, the log still says restricted and the command is given again.
    await this.tools.vault.restrict(subjects, false);
    await this.#append(customerNo, revision, actor, { type: 'RestrictionLifted', payload: { customer_no: customerNo, lifted_on: this.#today(), reason: said, subjects: [...subjects] } });
    return { outcome: 'lifted' };
  }

  /** The signed certificate of an erasure that was carried out; the same text each time it is asked for under one key. */
  async certificateOf(customerNo: string): Promise<string> {
    const { store, keys } = this.tools;
    await store.settle();
    const event = (await store.readStream(erasureStream(customerNo))).find(({ envelope }) => envelope.type === 'PersonalDataErased');
    if (!event) throw refuse('not-erased', `Customer ${customerNo} was not erased: there is nothing to certify.`, 404, { value: customerNo });
    const { erased_on, reason, law, subjects, stays } = event.payload as unknown as Extract<ErasureEvent, { type: 'PersonalDataErased' }>['payload'];
    const key = keys.key();
    return signCertificate(
      { ledger: key.verifier.name, customer_no: customerNo, erased_on, recorded_at: event.recordedAt!, position: event.position!, event: event.envelope.id, erased_by: event.envelope.recordedBy ?? '', reason, law, subjects, stays },
      key,
    );
  }

  async stateOf(customerNo: string): Promise<ErasureState & { readonly revision: number }> {
    const events: StoredEvent[] = await this.tools.store.readStream(erasureStream(customerNo));
    const state = events.reduce((before, { envelope, payload }) => evolveErasure(before, { type: envelope.type, payload } as unknown as ErasureEvent), NOT_ERASED);
    return { ...state, revision: events.length - 1 };
  }

  async #carryOut(customerNo: string, actor: string, subjects: readonly string[], revision: number): Promise<Outcome> {
    const { step, vault } = this.tools;
    const { reason } = await this.stateOf(customerNo);
    await step?.('ordered');
    await vault.destroyKeys(subjects);
    await step?.('destroyed');
    const today = this.#today();
    await this.#append(customerNo, revision, actor, { type: 'PersonalDataErased', payload: { customer_no: customerNo, erased_on: today, reason: reason!, law: LAW, subjects: [...subjects], stays: whatStays(today) } });
    await step?.('recorded');
    return { outcome: 'erased', certificate: await this.certificateOf(customerNo), subjects };
  }

  async #append(customerNo: string, revision: number, actor: string, { type, payload }: ErasureEvent): Promise<void> {
    await this.tools.store.append({
      stream: erasureStream(customerNo),
      expectedRevision: revision < 0 ? 'no_stream' : revision,
      events: [{ type, version: 1, occurredOn: this.#today(), customers: [customerNo], payload: payload as unknown as JsonObject }],
      context: { actor, origin: 'live', correlationId: randomUUID(), causationId: null },
    });
  }

  #today(): string {
    return formatDay(todayIn(this.tools.config.zone, this.tools.clock));
  }
}

function reasonGiven(reason: string): string {
  const said = reason.trim();
  if (said === '' || [...said].length > 300 || /\p{Cc}/u.test(said)) throw refuse('malformed-reason', '--reason says why, in 1 to 300 characters and without naming the person.', 400, { field: 'reason' });
  return said;
}

function forbidden(customerNo: string, keeps: readonly Hindrance[]): Refusal {
  const all = keeps.map(({ code, law, en, zh }) => ({ code, message: `${en} (${law}). / ${zh}。` }));
  return new Refusal([{ code: 'erasure-forbidden', message: `Customer ${customerNo} cannot be erased now. With --restrict the data is stored and protected only, and used by nobody in daily work, until it can be (PIPL 47).` }, ...all], 422);
}
